import { expect, test } from 'vitest';

import { plainAnswer } from '../src/plain-answer.ts';

test('answers with a line of text about the status', () => {
  const { status, headers, text } = plainAnswer(500);
  expect(text).toBe('500 Internal Server Error\n');
  expect(status).toBe('500 Internal Server Error');
  expect(headers).toEqual([
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Length', '26'],
  ]);
});

test('gives a reason that can be read on every terminal', () => {
  expect(plainAnswer(400, 'no Host (RFC 9112 §3.2)').text).toBe('400 Bad Request: no Host (RFC 9112 section 3.2)\n');
});
