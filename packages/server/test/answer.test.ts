/** What an answer writes; whole exchanges are in the tests of what clients get. */

import { duplexPair } from 'node:stream';

import { expect, test } from 'vitest';

import { Answer, type AnswerOwner } from '../src/answer.ts';
import type { RequestHead } from '../src/codec/request-head.ts';
import { Output } from '../src/output.ts';

function answer(http11: boolean): { answer: Answer; seen: unknown[]; sent: () => string } {
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
  return { answer: new Answer(output, owner).to(request), seen, sent };
}

const DATE = /Date: [^\r]+\r\n/;

test('sends a short text in one piece with its head', () => {
  const { answer: whole, sent } = answer(true);
  expect(whole.sendWhole(whole.encodeHead('200 OK', []), ['hi'], 2)).toBe(true);
  expect(sent().replace(DATE, '')).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
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
