import { expect, test } from 'vitest';

import { ReplyReader } from '../src/reply-reader.ts';

/** A reader of text that arrives in pieces. */
function readerOf(...pieces: string[]): ReplyReader {
  const left = pieces.map((piece) => Buffer.from(piece, 'latin1'));
  return new ReplyReader(async () => left.shift());
}

async function readAll(reader: ReplyReader, method = 'GET'): Promise<string[]> {
  const chunks = await Array.fromAsync(reader.content(method, await reader.head()));
  return chunks.map((chunk) => Buffer.from(chunk).toString());
}

const OK = 'HTTP/1.1 200 OK\r\n';

test('reads a head, however it is cut, and keeps its fields as they are', async () => {
  const reader = readerOf('HTTP/1.', '1 404 Not  Here\r', '\nX-A:1\r\nx-a:\t caf\xe9 \r\nX-B:\r\n\r', '\n');
  expect(await reader.head()).toEqual({
    status: 404,
    reason: 'Not  Here',
    headers: [
      ['X-A', '1'],
      ['x-a', 'café'],
      ['X-B', ''],
    ],
  });
});

test('reads content by its length, as it arrives', async () => {
  expect(await readAll(readerOf(`${OK}Content-Length: 5\r\n\r\nHe`, 'l', 'lo!'))).toEqual(['He', 'l', 'lo']);
});

test('reads chunked content, and its trailer fields', async () => {
  const reader = readerOf(
    `${OK}Transfer-Encoding: chunked\r\n\r\n3\r\nHel\r`,
    '\n2\r\nl',
    'o\r\n0\r\nX-Sum: 1\r\n\r\n',
  );
  expect(await readAll(reader)).toEqual(['Hel', 'l', 'o']);
  expect(reader.trailers).toEqual([['X-Sum', '1']]);
});

test('reads content until the connection closes', async () => {
  expect(await readAll(readerOf(`${OK}\r\nHel`, 'lo'))).toEqual(['Hel', 'lo']);
});

test.each([
  ['HEAD', OK],
  ['GET', 'HTTP/1.1 204 No Content\r\n'],
  ['GET', 'HTTP/1.1 304 Not Modified\r\n'],
])('reads no content for %s with %s', async (method, line) => {
  expect(await readAll(readerOf(`${line}Content-Length: 5\r\n\r\n`), method)).toEqual([]);
});

test.each([
  ['a head', OK],
  ['content', `${OK}Content-Length: 5\r\n\r\nHell`],
  ['a chunk', `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nHell`],
  ['chunked content', `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n`],
  ['trailer fields', `${OK}Transfer-Encoding: chunked\r\n\r\n0\r\nX-A: 1\r\n`],
])('says where %s is cut short', async (_what, sent) => {
  await expect(readAll(readerOf(sent))).rejects.toThrow('the content was cut short');
});

test.each([
  ['another protocol', 'SSH-2.0-x\r\n', 'the server did not answer with HTTP/1.1: "SSH-2.0-x"'],
  ['a field without a colon', `${OK}X-A\r\n\r\n`, 'the server sent "X-A" for a field'],
  ['no chunk size', `${OK}Transfer-Encoding: chunked\r\n\r\nx\r\n`, 'the server sent "x" for the size of a chunk'],
  ['a long chunk', `${OK}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n`, 'a chunk that is longer than its size'],
])('refuses %s', async (_what, sent, message) => {
  await expect(readAll(readerOf(sent))).rejects.toThrow(message);
});
