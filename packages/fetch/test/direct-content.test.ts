import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { DirectContent } from '../src/direct-content.ts';

/** What Bun's stream of type `direct` is given. */
interface DirectSource {
  readonly type: string;
  readonly cancel: () => void;
  pull(controller: object): Promise<void>;
}

let source: DirectSource;
let done: string[];
let room: number | Promise<number>;

const controller = {
  write(bytes: Uint8Array) {
    done.push(`write ${bytes.byteLength}`);
    return room;
  },
  flush: () => void done.push('flush'),
  end: () => void done.push('end'),
};

beforeEach(() => {
  done = [];
  room = 1;
  vi.stubGlobal('ReadableStream', function Stream(given: DirectSource) {
    source = given;
  });
});
afterEach(() => void vi.unstubAllGlobals());

function contentOf(): DirectContent {
  return new DirectContent(() => void done.push('cancelled'));
}

test('sends each chunk by itself, so that the end is not gathered with it', async () => {
  const content = contentOf();
  expect(source.type).toBe('direct');
  const over = source.pull(controller);
  content.give(new Uint8Array(3));
  expect(content.ready).toBe(true);
  content.give(new Uint8Array(2));
  content.end();
  await over;
  expect(done).toEqual(['write 3', 'flush', 'write 2', 'flush', 'end']);
});

test('keeps what is given before Bun has the response', async () => {
  const content = contentOf();
  content.give(new Uint8Array(3));
  expect(content.ready).toBe(false);
  content.end();
  await source.pull(controller);
  expect(done).toEqual(['write 3', 'flush', 'end']);
});

test('asks for a chunk once Bun has the response', () => {
  const content = contentOf();
  content.give(new Uint8Array(3));
  content.whenReady(() => done.push('asked'));
  void source.pull(controller);
  expect([done, content.ready]).toEqual([['write 3', 'flush', 'asked'], true]);
});

test('asks for no more before the client has taken what was sent', async () => {
  const content = contentOf();
  void source.pull(controller);
  const taken = Promise.withResolvers<number>();
  room = taken.promise;
  content.give(new Uint8Array(3));
  expect(content.ready).toBe(false);
  const asked = new Promise<void>((resolve) => content.whenReady(resolve));
  taken.resolve(3);
  await asked;
  expect(content.ready).toBe(true);
});

test.each(['before', 'after'])('fails, %s Bun has the response', async (when) => {
  const content = contentOf();
  const failure = new Error('boom');
  if (when === 'before') content.fail(failure);
  const over = source.pull(controller);
  if (when === 'after') content.fail(failure);
  await expect(over).rejects.toBe(failure);
  expect(done).toEqual([]);
});

test('says that nobody wants the rest', () => {
  contentOf();
  source.cancel();
  expect(done).toEqual(['cancelled']);
});
