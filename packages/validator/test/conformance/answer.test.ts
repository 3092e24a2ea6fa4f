import { expect, test } from 'vitest';

import { type ByteSource, type Ending, fieldOf, readAnswer, readChunk } from '../../src/conformance/answer.ts';
import { bytesOf } from '../../src/conformance/octets.ts';

/** A connection on which all has come already, and that then ended. */
class Arrived implements ByteSource {
  readonly ending: Ending;
  #text: string;

  constructor(text: string, ending: Ending = 'ended') {
    this.#text = text;
    this.ending = ending;
  }

  async line(): Promise<string | undefined> {
    const at = this.#text.indexOf('\r\n');
    if (at < 0) return undefined;
    const line = this.#text.slice(0, at);
    this.#text = this.#text.slice(at + 2);
    return line;
  }

  async take(count: number): Promise<Uint8Array> {
    const taken = bytesOf(this.#text.slice(0, count));
    this.#text = this.#text.slice(count);
    return taken;
  }

  rest(): Promise<Uint8Array> {
    return this.take(this.#text.length);
  }
}

const OK = 'HTTP/1.1 200 OK\r\n';

test('reads an answer by its Content-Length, and leaves the next one alone', async () => {
  const wire = new Arrived(`${OK}Content-Length: 5\r\nX-A: 1\r\nx-a:  2 \r\n\r\nHello${OK}\r\n`);
  const answer = await readAnswer(wire, 'GET');
  expect(answer).toMatchObject({ status: 200, reason: 'OK', framing: 'length', text: 'Hello', complete: true });
  expect(fieldOf(answer, 'X-A')).toBe('1, 2');
  expect(fieldOf(answer, 'X-B')).toBeUndefined();
  expect(await readAnswer(wire, 'GET')).toMatchObject({ status: 200, framing: 'close', text: '' });
});

test('reads chunks as they were cut, and the trailer fields', async () => {
  const wire = new Arrived(`${OK}Transfer-Encoding: chunked\r\n\r\n3\r\nHel\r\n2\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n`);
  expect(await readAnswer(wire, 'GET')).toMatchObject({
    framing: 'chunked',
    chunks: ['Hel', 'lo'],
    text: 'Hello',
    trailers: [['X-Sum', '1']],
    complete: true,
  });
});

test('keeps interim responses apart', async () => {
  const wire = new Arrived(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}Content-Length: 0\r\n\r\n`);
  const { interim, status } = await readAnswer(wire, 'GET');
  expect(interim.map((head) => [head.status, fieldOf(head, 'link')])).toEqual([[103, '</a>']]);
  expect(status).toBe(200);
});

test.each(['HEAD', '204 No Content', '304 Not Modified'])('reads no content for %s', async (what) => {
  const status = what === 'HEAD' ? '200 OK' : what;
  const wire = new Arrived(`HTTP/1.1 ${status}\r\nContent-Length: 5\r\n\r\n`);
  expect(await readAnswer(wire, what)).toMatchObject({ framing: 'none', text: '', complete: true });
});

test.each([
  ['content shorter than Content-Length', `${OK}Content-Length: 5\r\n\r\nHell`],
  ['a chunk that is cut short', `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nHell`],
  ['no last chunk', `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n`],
  ['no end of the trailer section', `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\n`],
])('takes an answer with %s for incomplete', async (_what, sent) => {
  expect(await readAnswer(new Arrived(sent), 'GET')).toMatchObject({ complete: false });
});

test('takes content until the connection closes for complete only where it was not reset', async () => {
  expect(await readAnswer(new Arrived(`${OK}\r\nHello`), 'GET')).toMatchObject({ text: 'Hello', complete: true });
  expect(await readAnswer(new Arrived(`${OK}\r\nHel`, 'reset'), 'GET')).toMatchObject({ complete: false });
});

test.each([
  ['no answer', '', 'expected an answer, and the server ended the connection'],
  ['no status line', 'Hello\r\n', 'expected a status line, got "Hello"'],
  ['half a head', OK, 'expected the end of a head'],
  ['another transfer coding', `${OK}Transfer-Encoding: gzip\r\n\r\n`, 'expected the transfer coding chunked alone'],
  ['no chunk size', `${OK}Transfer-Encoding: chunked\r\n\r\n5;a\r\n`, 'expected the size of a chunk, got "5;a"'],
  ['a chunk too long', `${OK}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n`, 'expected the end of a chunk, got "b"'],
])('says what is wrong with %s', async (_what, sent, message) => {
  await expect(readAnswer(new Arrived(sent), 'GET')).rejects.toThrow(message);
});

test('reads chunk by chunk', async () => {
  const wire = new Arrived('1\r\na\r\n0\r\n\r\n');
  expect(await readChunk(wire)).toEqual(bytesOf('a'));
  expect(await readChunk(wire)).toEqual(new Uint8Array());
});
