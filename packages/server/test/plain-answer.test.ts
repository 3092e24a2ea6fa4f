import { expect, test } from 'vitest';

import { lastAnswer, plainAnswer } from '../src/plain-answer.ts';

test('answers with a line of text about the status', () => {
  const { head, text } = plainAnswer(500);
  expect(text).toBe('500 Internal Server Error\n');
  expect(head).toMatchObject({ code: 500, contentLength: text.length, ascii: true });
});

test('gives a reason that can be read on every terminal', () => {
  expect(plainAnswer(400, 'no Host (RFC 9112 §3.2)').text).toBe('400 Bad Request: no Host (RFC 9112 section 3.2)\n');
});

test('says that the connection is closed after a last answer', () => {
  const [head, content] = lastAnswer(431, 'too much').split('\r\n\r\n');
  expect(head!.split('\r\n')).toEqual([
    'HTTP/1.1 431 Request Header Fields Too Large',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${content!.length}`,
    expect.stringMatching(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
    'Connection: close',
  ]);
  expect(content).toBe('431 Request Header Fields Too Large: too much\n');
});
