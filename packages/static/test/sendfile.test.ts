import { expect, test } from 'vitest';

import { FileStamp } from '../src/file-stamp.ts';
import { Representation } from '../src/representation.ts';
import { checkSendfile, sendfileHead, type Sendfile } from '../src/sendfile.ts';

const heads = {
  etag: '"a"',
  lastModified: 0,
  contentType: 'text/plain',
  full: [],
  whole: { status: '200 OK', headers: [], ranges: [] },
  bare: [
    ['ETag', '"a"'],
    ['Last-Modified', 'x'],
    ['Cache-Control', 'no-cache'],
  ],
  failed: [],
} as const;
const stamp = new FileStamp({ dev: 1n, ino: 2n, size: 10n, mtimeNs: 4n, ctimeNs: 5n });

test('names the file to the server in front, and leaves tags and dates to it', () => {
  const representation = new Representation('a b/ü?.txt', 'identity', stamp);
  expect(sendfileHead({ header: 'X-Accel-Redirect', prefix: '/internal/' }, representation, heads)).toEqual([
    ['Content-Type', 'text/plain'],
    ['Cache-Control', 'no-cache'],
    ['X-Accel-Redirect', '/internal/a%20b/%C3%BC%3F.txt'],
  ]);
});

test.each([
  { header: 'X-Accel-Redirect', prefix: '/internal/' },
  { header: 'X-Sendfile', prefix: '/' },
])('takes %j', (sendfile) => {
  expect(checkSendfile(sendfile as Sendfile)).toBe(sendfile);
});

test.each([
  [{ header: 'X-Other', prefix: '/' }, /sendfile\.header must be 'X-Accel-Redirect' or 'X-Sendfile', got X-Other/],
  [{ header: 'X-Sendfile' }, /sendfile\.prefix must begin and end in a slash, got undefined/],
  [{ header: 'X-Sendfile', prefix: '/srv' }, /got "\/srv"/],
  [{ header: 'X-Sendfile', prefix: 'srv/' }, /got "srv\/"/],
  [{ header: 'X-Sendfile', prefix: '/a\r\nb/' }, /sendfile\.prefix/],
])('refuses %j', (sendfile, message) => {
  expect(() => checkSendfile(sendfile as Sendfile)).toThrow(message);
});
