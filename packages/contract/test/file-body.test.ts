import { describe, expect, test } from 'vitest';

import { disposeBody, FileBody, fileBody, type Body, type Chunk, type OpenFile } from '@tsgi/contract';

const CONTENT = Uint8Array.from({ length: 150_000 }, (_, i) => i % 251);

/** A file in memory. @param most How many bytes it gives a read at most. */
class MemoryFile implements OpenFile {
  readonly wanted: number[] = [];
  readonly events: string[] = [];
  readonly #most: number;

  constructor(most = Infinity) {
    this.#most = most;
  }

  async read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }> {
    this.wanted.push(length);
    this.events.push('read');
    const part = CONTENT.subarray(position, position + Math.min(length, this.#most));
    await Promise.resolve();
    buffer.set(part, offset);
    this.events.push('was read');
    return { bytesRead: part.length };
  }

  async close(): Promise<void> {
    this.events.push('closed');
  }
}

function iterator(body: Body): AsyncIterator<Chunk> {
  return (body as AsyncIterable<Chunk>)[Symbol.asyncIterator]();
}

async function read(body: Body): Promise<number[]> {
  const bytes: number[] = [];
  for await (const chunk of body) for (const byte of chunk as Uint8Array) bytes.push(byte);
  await disposeBody(body);
  return bytes;
}

test('gives the bytes of a file, and closes it', async () => {
  const file = new MemoryFile();
  expect(await read(fileBody(file))).toEqual([...CONTENT]);
  expect(file.wanted).toEqual([65_536, 65_536, 65_536, 65_536]);
  expect(file.events.at(-1)).toBe('closed');
});

test.each<[string, { start?: number; end?: number }, number, number]>([
  ['from an offset', { start: 149_990 }, 149_990, 150_000],
  ['up to an offset', { end: 7 }, 0, 7],
  ['between two', { start: 65_530, end: 131_080 }, 65_530, 131_080],
  ['from beyond its end', { start: 300_000 }, 0, 0],
  ['nothing', { start: 5, end: 5 }, 5, 5],
])('gives what stands %s', async (_, range, from, to) => {
  expect(await read(fileBody(new MemoryFile(), range))).toEqual([...CONTENT.subarray(from, to)]);
  expect(await read(fileBody(new MemoryFile(50_001), range))).toEqual([...CONTENT.subarray(from, to)]);
});

test('fails where the file ends before the end that was asked for', async () => {
  const file = new MemoryFile();
  const body = fileBody(file, { start: 149_999, end: 150_001 });
  const chunks = iterator(body);
  expect((await chunks.next()).value).toHaveLength(1);
  await expect(chunks.next()).rejects.toThrow('the file ends after 150000 bytes, and was to be sent up to 150001');
  await disposeBody(body);
  expect(file.events.at(-1)).toBe('closed');
});

test('gives each piece memory of its own', async () => {
  const chunks = iterator(fileBody(new MemoryFile(), { end: 70_000 }));
  const [first, second] = [await chunks.next(), await chunks.next()].map(({ value }) => (value as Uint8Array).buffer);
  expect(first).not.toBe(second);
  expect(second?.byteLength).toBe(70_000 - 65_536);
});

describe('told that nobody needs what it has given', () => {
  test('reads the next piece into the memory of the last, once', async () => {
    const file = new MemoryFile();
    const body = new FileBody(file, { end: 140_000 });
    const buffers: ArrayBufferLike[] = [];
    for (let piece = 0; piece < 3; piece++) {
      const { value } = await body.next();
      const at = piece * 65_536;
      expect(value).toEqual(CONTENT.subarray(at, Math.min(140_000, at + 65_536)));
      buffers.push(value!.buffer);
      if (piece === 1) body.reuse();
    }
    expect(buffers[2]).toBe(buffers[1]);
    expect(buffers[1]).not.toBe(buffers[0]);
  });

  test('begins with memory of its own', async () => {
    const body = new FileBody(new MemoryFile());
    body.reuse();
    expect((await body.next()).value).toHaveLength(65_536);
  });
});

describe('closes the file once', () => {
  test('where nothing was read', async () => {
    const file = new MemoryFile();
    const body = fileBody(file);
    await disposeBody(body);
    await disposeBody(body);
    expect(file.events).toEqual(['closed']);
    expect(await iterator(body).next()).toEqual({ done: true, value: undefined });
  });

  test('when a read that was under way is done', async () => {
    const file = new MemoryFile();
    const body = fileBody(file);
    const chunks = iterator(body);
    const reading = chunks.next();
    await chunks.return?.();
    await disposeBody(body);
    await reading;
    expect(file.events).toEqual(['read', 'was read', 'closed']);
    expect((await chunks.next()).done).toBe(true);
  });

  test('where a read has failed, whose failure is the body’s', async () => {
    const failure = new Error('broken');
    const file = Object.assign(new MemoryFile(), { read: () => Promise.reject(failure) });
    const body = fileBody(file);
    await expect(iterator(body).next()).rejects.toBe(failure);
    await disposeBody(body);
    expect(file.events).toEqual(['closed']);
  });
});
