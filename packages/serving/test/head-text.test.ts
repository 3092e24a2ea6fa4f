import { expect, test } from 'vitest';

import { encodeFields, encodeInterim, encodeUpgrade, lastAnswer } from '../src/head-text.ts';

test('encodes an interim response as a head of its own', () => {
  expect(encodeInterim('103 Early Hints', ['Link', '</a>; rel=preload'])).toBe(
    'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n',
  );
  expect(encodeInterim('199 ', [])).toBe('HTTP/1.1 199 \r\n\r\n');
});

test('encodes the answer that leaves HTTP', () => {
  expect(encodeUpgrade('shout/1', ['A', 'b'])).toBe(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: shout/1\r\nA: b\r\n\r\n',
  );
});

test('encodes trailer fields without an end', () => {
  expect(encodeFields(['Server-Timing', 'a', 'Sum', 'é'])).toBe('Server-Timing: a\r\nSum: é\r\n');
  expect(encodeFields([])).toBe('');
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
  expect(lastAnswer(431, 'too much', true)).toMatch(new RegExp(`Content-Length: ${content!.length}\r\n[^]*\r\n\r\n$`));
});
