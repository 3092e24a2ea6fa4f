import { ClientDisconnected, type Input } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { CheckedInput } from '../src/checked-input.ts';
import { TestSeam } from './fixtures/seam.ts';
import { input, inputOf, World } from './fixtures/world.ts';

/** A checked input over another, with the seam that it reports to. */
function checking(inner: Input, CONTENT_LENGTH?: string): { readonly seam: TestSeam; readonly checked: CheckedInput } {
  const seam = new TestSeam();
  const environ = new World().environ({ 'tsgi.input': inner });
  if (CONTENT_LENGTH !== undefined) environ.CONTENT_LENGTH = CONTENT_LENGTH;
  return { seam, checked: new CheckedInput(seam, environ) };
}

const bytes = (length: number): Uint8Array => new Uint8Array(length);

test('yields what the input yields', async () => {
  const chunks = [bytes(2), bytes(3)];
  const { seam, checked } = checking(inputOf(...chunks), '5');
  expect(await Array.fromAsync(checked)).toEqual(chunks);
  expect(seam.broken()).toEqual([]);
});

test('lets the application change its own chunks', async () => {
  const { seam, checked } = checking(inputOf(bytes(2), bytes(2)));
  for await (const chunk of checked) chunk.fill(1);
  expect(seam.broken()).toEqual([]);
});

test('passes limits and the end of reading on', () => {
  const calls: unknown[] = [];
  const inner = { ...inputOf(), limit: (most: number) => calls.push(most), close: () => calls.push('close') };
  const { seam, checked } = checking(inner);
  checked.limit(0);
  checked.limit(Infinity);
  checked.close();
  expect(calls).toEqual([0, Infinity, 'close']);
  expect(seam.broken()).toEqual([]);
});

test.each([-1, 0.5, Number.NaN, -Infinity])('refuses the limit %j', (most) => {
  const { seam, checked } = checking(inputOf());
  checked.limit(most);
  expect(seam.broken()).toEqual(['A23']);
});

test('sees fewer bytes than announced, and more', async () => {
  for (const length of [4, 6]) {
    const { seam, checked } = checking(inputOf(bytes(length)), '5');
    await Array.fromAsync(checked);
    expect(seam.broken()).toEqual(['S45']);
  }
});

test('takes an early end for right where the application has left', async () => {
  const { seam, checked } = checking(inputOf(bytes(2), bytes(3)), '5');
  for await (const chunk of checked) {
    expect(chunk).toHaveLength(2);
    break;
  }
  const closed = checking(inputOf(), '5');
  closed.checked.close();
  await Array.fromAsync(closed.checked);
  expect([...seam.broken(), ...closed.seam.broken()]).toEqual([]);
});

test('holds the server to the lowest limit', async () => {
  const { seam, checked } = checking(inputOf(bytes(3), bytes(3)));
  checked.limit(4);
  checked.limit(100);
  await Array.fromAsync(checked);
  expect(seam.broken()).toEqual(['S47']);
});

test('lets the two errors of a read pass as they are', async () => {
  const gone = new ClientDisconnected();
  // oxlint-disable-next-line require-yield -- its first read fails
  const failing = input(async function* () {
    throw gone;
  });
  const { seam, checked } = checking(failing);
  await expect(Array.fromAsync(checked)).rejects.toBe(gone);
  expect(seam.broken()).toEqual([]);
});
