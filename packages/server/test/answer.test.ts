/** What an answer writes; whole exchanges are in the tests of what clients get. */

import { type Duplex, duplexPair } from 'node:stream';

import { expect, test } from 'vitest';

import { Answer, type AnswerOwner } from '../src/answer.ts';
import type { RequestHead } from '../src/codec/request-head.ts';
import { Output } from '../src/output.ts';

function answer(http11: boolean): { answer: Answer; seen: unknown[]; sent: () => string; far: Duplex } {
  const seen: unknown[] = [];
  const owner: AnswerOwner = {
    persists: (delimited) => delimited,
    statusOf: () => 0,
    report() {},
    cutOff: (delimited) => void seen.push(delimited),
    leaveHttp() {},
    onOver() {},
  };
  const [near, far] = duplexPair();
  const output = new Output(near, () => {});
  const sent = (): string => {
    output.flush();
    return String(far.read());
  };
  const request = { http11, environ: { REQUEST_METHOD: 'GET' } } as RequestHead;
  return { answer: new Answer(output, owner).to(request), seen, sent, far };
}

/** What arrives before the event loop goes on. */
async function textOf(far: Duplex): Promise<string> {
  let text = '';
  far.on('data', (bytes: Buffer) => (text += bytes.toString()));
  await new Promise((resolve) => setImmediate(resolve));
  return text;
}

const DATE = /Date: [^\r]+\r\n/;

test('sends a short text in one piece with its head', () => {
  const { answer: whole, sent } = answer(true);
  expect(whole.sendWhole(whole.encodeHead('200 OK', []), ['hi'], 2)).toBe(true);
  expect(sent().replace(DATE, '')).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
});

test.each([
  ['no chunk', [], 0],
  ['bytes', [Buffer.from('hi')], 2],
  ['no bytes', [new Uint8Array(0)], 0],
])('sends %s with the head', async (_, chunks, length) => {
  const { answer: whole, far } = answer(true);
  expect(whole.sendWhole(whole.encodeHead('200 OK', []), chunks, length)).toBe(true);
  whole.flush();
  const text = await textOf(far);
  expect(text.replace(DATE, '')).toBe(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${'hi'.slice(0, length)}`);
});

test('knows no more of what the system has copied than its output', () => {
  expect(answer(true).answer.copied).toBe(false);
});

test('sends nothing at once that is longer than a piece, or of several chunks', () => {
  const { answer: whole, far } = answer(true);
  const head = whole.encodeHead('200 OK', []);
  expect(whole.sendWhole(head, [new Uint8Array(65_537)], 65_537)).toBe(false);
  expect(whole.sendWhole(head, ['a', 'b'], 2)).toBe(false);
  whole.flush();
  expect(far.read()).toBeNull();
});

test.each([
  ['HTTP/1.1', true, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n'],
  ['HTTP/1.0', false, 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhi'],
])('frames content of unknown length as %s allows', (_version, http11, text) => {
  const { answer: streamed, seen, sent } = answer(http11);
  streamed.begin(streamed.encodeHead('200 OK', []), -1, false);
  streamed.write('hi', 2);
  streamed.end(undefined);
  expect(sent().replace(DATE, '')).toBe(text);
  streamed.cutOff();
  expect([streamed.sent, seen]).toEqual([2, [http11]]);
});
