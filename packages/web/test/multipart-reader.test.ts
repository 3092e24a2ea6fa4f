import { describe, expect, test } from 'vitest';

import { MultipartReader } from '../src/multipart-reader.ts';

const encoder = new TextEncoder();

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array, undefined> {
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    // A copy, since who reads a chunk owns it.
    yield bytes.slice(from, cut);
    from = cut;
  }
}

/** The heads and contents of a body that arrives in pieces. */
async function read(
  body: string,
  cuts: readonly number[] = [],
  boundary = 'b',
): Promise<[head: string, content: string][]> {
  const reader = new MultipartReader(pieces(encoder.encode(body), cuts), boundary);
  const parts: [string, string][] = [];
  while (await reader.nextPart()) {
    const head = await reader.head();
    const chunks: number[] = [];
    for (let chunk = await reader.content(); chunk !== undefined; chunk = await reader.content())
      for (const byte of chunk) chunks.push(byte);
    parts.push([head, new TextDecoder().decode(Uint8Array.from(chunks))]);
  }
  return parts;
}

const body =
  '--b\r\nA: 1\r\nB: 2\r\n\r\none\r\ntwo\r\n--\r\n-b\r\r\n--b\r\nC: 你\r\n\r\n\r\n--b  \r\nD: 4\r\n\r\n\r\n\r\n--b--\r\nepilogue';
const parts = [
  ['A: 1\r\nB: 2\r\n\r\n', 'one\r\ntwo\r\n--\r\n-b\r'],
  ['C: 你\r\n\r\n', ''],
  ['D: 4\r\n\r\n', '\r\n'],
];

test('reads parts', async () => {
  expect(await read(body)).toEqual(parts);
});

test('reads the same wherever the body is cut', async () => {
  const { length } = encoder.encode(body);
  for (let cut = 0; cut <= length; cut++) expect(await read(body, [cut])).toEqual(parts);
  for (let cut = 0; cut < length; cut++) expect(await read(body, [cut, cut + 1])).toEqual(parts);
});

test('reads the same byte by byte', async () => {
  expect(
    await read(
      body,
      Array.from(body, (_char, index) => index),
    ),
  ).toEqual(parts);
});

test('takes a line break before the first boundary', async () => {
  expect(await read('\r\n--b\r\n\r\na\r\n--b--', [1])).toEqual([['\r\n', 'a']]);
});

test('reads an empty form', async () => {
  expect(await read('--b--\r\n')).toEqual([]);
});

test('skips what was not read', async () => {
  const reader = new MultipartReader(pieces(encoder.encode(body), [30, 40]), 'b');
  const heads: string[] = [];
  while (await reader.nextPart()) heads.push(await reader.head());
  expect(heads).toEqual(parts.map(([head]) => head));
});

test('takes nothing for a boundary that only begins like one', async () => {
  const content = '\r\n--bound\r\n--boundar\r\n-boundary--\n--boundary';
  expect(await read(`--boundary\r\n\r\n${content}\r\n--boundary--`, [], 'boundary')).toEqual([['\r\n', content]]);
});

describe('400 is the answer to', () => {
  test.each([
    ['nothing', ''],
    ['what is no multipart body', 'a=1'],
    ['a preamble', 'hello\r\n--b\r\n\r\na\r\n--b--'],
    ['another boundary', '--c\r\n\r\na\r\n--c--'],
    ['a body without its last boundary', '--b\r\n\r\na\r\n--b'],
    ['a body that ends within a head', '--b\r\nA: 1'],
    ['a body that ends within content', '--b\r\n\r\na'],
    ['a boundary with more behind it', '--b\r\n\r\na\r\n--bc\r\n\r\n--b--'],
    ['a boundary that ends in a line feed alone', '--b\n\r\na\r\n--b--'],
    ['a boundary that never ends', `--b${' '.repeat(1000)}\r\n`],
  ])('%s', async (_what, malformed) => {
    await expect(read(malformed)).rejects.toMatchObject({ status: 400 });
  });

  test('bytes in a head that are no UTF-8', async () => {
    const bytes = Uint8Array.from([...encoder.encode('--b\r\nA: '), 0xff, ...encoder.encode('\r\n\r\n\r\n--b--')]);
    const reader = new MultipartReader(pieces(bytes, []), 'b');
    await reader.nextPart();
    await expect(reader.head()).rejects.toMatchObject({ status: 400 });
  });
});

const withHead = (length: number): string => `--b\r\nA: ${'a'.repeat(length - 7)}\r\n\r\n\r\n--b--`;

test('takes a head of 8 KiB, and no longer one, wherever it is cut', async () => {
  for (const cuts of [[], [5], [4000], [8196], [8197]]) {
    expect(await read(withHead(8192), cuts)).toHaveLength(1);
    await expect(read(withHead(8193), cuts)).rejects.toMatchObject({ status: 413 });
  }
});

test('answers 413 to a head without end', async () => {
  const endless = `--b\r\nA: ${'a'.repeat(20_000)}`;
  await expect(read(endless, [1000, 2000, 9000])).rejects.toMatchObject({ status: 413 });
});

test('keeps two readers apart', async () => {
  const gate = Promise.withResolvers<IteratorResult<Uint8Array, undefined>>();
  const chunks = [{ done: false as const, value: encoder.encode('--b\r\n\r\n') }];
  const reader = new MultipartReader({ next: async () => chunks.shift() ?? gate.promise }, 'b');
  await reader.nextPart();
  await reader.head();
  const first = reader.content();
  await expect(reader.nextPart()).rejects.toThrow(/a part is being read/);
  gate.resolve({ done: true, value: undefined });
  await expect(first).rejects.toMatchObject({ status: 400 });
});

test('takes time in proportion to the body, whatever is in it', async () => {
  const hostile = `--b\r\n\r\n${'\r\n--'.repeat(250_000)}\r\n--b--`;
  const started = performance.now();
  expect((await read(hostile))[0]?.[1]).toHaveLength(1_000_000);
  expect(performance.now() - started).toBeLessThan(2000);
});
