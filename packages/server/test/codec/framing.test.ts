import { expect, test } from 'vitest';

import { CHUNKED, framingLine, UNTIL_CLOSE } from '../../src/codec/framing.ts';
import type { ResponseHead } from '../../src/codec/response-head.ts';

const head = (contentLength = -1): ResponseHead => ({ code: 200, text: '', contentLength, dated: false, ascii: true });

test('says that content is chunked', () => {
  expect(framingLine(CHUNKED, head())).toBe('Transfer-Encoding: chunked\r\n');
});

test('says nothing that the application has said, nor what nobody can say', () => {
  expect(framingLine(3, head())).toBe('Content-Length: 3\r\n');
  expect(framingLine(0, head())).toBe('Content-Length: 0\r\n');
  expect(framingLine(3, head(3))).toBe('');
  expect(framingLine(UNTIL_CLOSE, head())).toBe('');
});
