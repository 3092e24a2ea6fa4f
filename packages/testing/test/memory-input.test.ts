import { expect, test } from 'vitest';

import { MemoryInput } from '../src/memory-input.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
async function* stream(...chunks: string[]): AsyncGenerator<Uint8Array, void> {
  for (const chunk of chunks) yield bytes(chunk);
}
const read = async (input: MemoryInput): Promise<string> => Buffer.concat(await Array.fromAsync(input)).toString();

test('gives its content, whole or as it is made', async () => {
  expect(await read(new MemoryInput(bytes('Hello')))).toBe('Hello');
  expect(await read(new MemoryInput(stream('Hel', 'lo')))).toBe('Hello');
});

test('gives a copy, which is the application’s', async () => {
  const content = bytes('Hello');
  const { value } = await new MemoryInput(content).next();
  value?.fill(0);
  expect(content).toEqual(bytes('Hello'));
});

test('is iterated once, unless there is nothing in it', async () => {
  const input = new MemoryInput(bytes('Hello'));
  input[Symbol.asyncIterator]();
  expect(() => input[Symbol.asyncIterator]()).toThrow(TypeError);
  for (const empty of [new MemoryInput(undefined), new MemoryInput(new Uint8Array())]) {
    expect([await read(empty), await read(empty)]).toEqual(['', '']);
  }
});

test('refuses what is over the lowest limit, before the first read where the length is known', async () => {
  let reads = 0;
  const announced = new MemoryInput(bytes('Hello'), { onFirstRead: () => reads++ });
  announced.limit(4);
  announced.limit(100);
  await expect(announced.next()).rejects.toMatchObject({ name: 'PayloadTooLarge', limit: 4 });
  expect([reads, announced.failure]).toMatchObject([0, { name: 'PayloadTooLarge' }]);
  const streamed = new MemoryInput(stream('Hel', 'lo'));
  streamed.limit(4);
  await expect(read(streamed)).rejects.toMatchObject({ name: 'PayloadTooLarge' });
  expect(() => streamed.limit(Number.NaN)).toThrow(TypeError);
});

test('ends at once when it is closed, also a read that waits', async () => {
  const never = Promise.withResolvers<void>();
  const input = new MemoryInput(
    (async function* () {
      yield bytes('a');
      await never.promise;
    })(),
  );
  await input.next();
  const waiting = input.next();
  input.close();
  expect([await waiting, await input.next()]).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
  ]);
});

test('rejects where the client has gone, unless all was read', async () => {
  const gone = new MemoryInput(bytes('Hello'));
  gone.disconnect();
  await expect(gone.next()).rejects.toMatchObject({ name: 'ClientDisconnected' });
  const done = new MemoryInput(bytes('Hello'));
  await read(done);
  done.disconnect();
  expect(await done.next()).toEqual({ done: true, value: undefined });
});

test('tells its owner of the first read, and of content that cannot be made', async () => {
  const told: unknown[] = [];
  const failing = (async function* (): AsyncGenerator<Uint8Array, void> {
    yield bytes('a');
    throw new Error('the disk is gone');
  })();
  const input = new MemoryInput(failing, {
    onFirstRead: () => told.push('read'),
    onSourceError: (error) => told.push(error),
  });
  await expect(read(input)).rejects.toMatchObject({ name: 'ClientDisconnected' });
  expect(told).toEqual(['read', new Error('the disk is gone')]);
});
