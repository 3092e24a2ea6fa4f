import { expect, test } from 'vitest';

import { nextOf, Stage } from '../../src/conformance/stage.ts';
import { making } from './faulty-store.ts';

test('makes sessions that nobody else has', async () => {
  const stage = await Stage.set(making());
  const [one, other] = [stage.session(), stage.session({ data: '{}' })];
  expect(one.id).not.toBe(other.id);
  expect(other).toMatchObject({ version: 1, data: '{}', expiresAt: other.createdAt + 3_600_000 });
});

test('makes the next version', async () => {
  const session = (await Stage.set(making())).session();
  expect(nextOf(session, { createdAt: 7 })).toEqual({ ...session, version: 2, data: '{"n":2}', createdAt: 7 });
});

test('says what was to be there, and what was', async () => {
  const stage = await Stage.set(making());
  const session = stage.session();
  const key = await stage.written(session);
  await expect(stage.expectNothing(key, 'after all')).rejects.toThrow(
    /^expected what is read after all to be undefined, got /,
  );
  await expect(stage.expectThere(key, nextOf(session), 'just now')).rejects.toThrow(
    /^expected the session just now to be /,
  );
  await expect(stage.written(session)).rejects.toThrow('expected version 1 to be written, and it was refused');
});

test('waits until a time has passed', async () => {
  const stage = await Stage.set(making());
  const time = Date.now() + 15;
  await stage.until(time);
  expect(Date.now()).toBeGreaterThan(time);
});
