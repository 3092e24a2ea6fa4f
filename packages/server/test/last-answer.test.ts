import { expect, test } from 'vitest';

import { lastAnswer } from '../src/last-answer.ts';

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
  expect(lastAnswer(431, 'too much', true)).toMatch(new RegExp(`Content-Length: ${content!.length}\r\n[^]*\r\n\r\n$`));
});
