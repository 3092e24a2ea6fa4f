import { expect, test } from 'vitest';

import { multipartByteranges, parseRange } from '@tsgi/http';

test('frames the example of RFC 9110 §14.6', () => {
  const ranges = [
    { start: 500, end: 1000 },
    { start: 7000, end: 8000 },
  ];
  const framing = { size: 8000, boundary: 'THIS_STRING_SEPARATES', contentType: 'application/pdf' };
  const { contentType, contentLength, heads, tail } = multipartByteranges(ranges, framing);
  expect(contentType).toBe('multipart/byteranges; boundary="THIS_STRING_SEPARATES"');
  const body = heads.map((head, i) => head + 'x'.repeat(ranges[i]!.end - ranges[i]!.start)).join('') + tail;
  expect(body.replaceAll(/x+/g, '…').split('\r\n')).toEqual([
    '--THIS_STRING_SEPARATES',
    'Content-Type: application/pdf',
    'Content-Range: bytes 500-999/8000',
    '',
    '…',
    '--THIS_STRING_SEPARATES',
    'Content-Type: application/pdf',
    'Content-Range: bytes 7000-7999/8000',
    '',
    '…',
    '--THIS_STRING_SEPARATES--',
    '',
  ]);
  expect(contentLength).toBe(body.length);
});

test('says nothing of a type that is unknown', () => {
  const ranges = parseRange('bytes=0-0,-1', 10);
  const { heads } = multipartByteranges(typeof ranges === 'object' ? ranges : [], { size: 10, boundary: 'b' });
  expect(heads).toEqual([
    '--b\r\nContent-Range: bytes 0-0/10\r\n\r\n',
    '\r\n--b\r\nContent-Range: bytes 9-9/10\r\n\r\n',
  ]);
});

test.each([
  ['an empty boundary', { boundary: '' }],
  ['a boundary of 71 characters', { boundary: 'b'.repeat(71) }],
  ['a boundary that breaks the line', { boundary: 'b\r\n' }],
  ['a boundary with a quote', { boundary: 'b"' }],
  ['a content type that breaks the line', { contentType: 'text/plain\r\nX: y' }],
  ['an empty content type', { contentType: '' }],
  ['a size smaller than a range', { size: 1 }],
])('refuses %s', (_, wrong) => {
  const options = { size: 10, boundary: 'b', contentType: 'text/plain', ...wrong };
  expect(() => multipartByteranges([{ start: 0, end: 2 }], options)).toThrow(TypeError);
});
