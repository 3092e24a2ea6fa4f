import type { IncomingMessage } from 'node:http';

import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { announcedLength, readFields, readRequestLine } from '../src/http1-request.ts';

type Refusal = ReturnType<typeof readFields>;

/** @param fields Names and values in turns, as Node has them before it joins what is repeated. */
function read(fields: string[], { httpVersion = '1.1', joined = false } = {}): { refusal: Refusal; environ: Environ } {
  const environ = {} as Environ;
  const headers = new Headers();
  for (let i = 0; i < fields.length; i += 2) headers.append(fields[i]!, fields[i + 1]!);
  const request = { rawHeaders: fields, httpVersion } as IncomingMessage;
  return { refusal: readFields(environ, request, joined ? Object.fromEntries(headers) : fields, 3), environ };
}

test.each([false, true])('fills an environ from fields, whether they are joined yet or not: %s', (joined) => {
  const { refusal, environ } = read(['Host', 'a.example', 'Accept', 'x', 'Accept', 'y'], { joined });
  expect(refusal).toBeUndefined();
  expect(environ).toEqual({ HTTP_HOST: 'a.example', HTTP_ACCEPT: 'x, y' });
});

test.each<[string, string[], { httpVersion?: string }, number]>([
  ['another version', ['Host', 'a'], { httpVersion: '2.0' }, 505],
  ['no Host', [], {}, 400],
  ['two Hosts', ['Host', 'a', 'Host', 'b'], {}, 400],
  ['a Host that is none', ['Host', 'a/b'], {}, 400],
  ['too many fields', ['Host', 'a', 'A', 'b', 'B', 'c', 'C', 'd'], {}, 431],
  ['a transfer coding of HTTP/1.0', ['Transfer-Encoding', 'chunked'], { httpVersion: '1.0' }, 400],
  ['a transfer coding that is not known', ['Host', 'a', 'Transfer-Encoding', 'gzip, chunked'], {}, 501],
])('refuses %s', (_what, fields, options, status) => {
  expect(read(fields, options).refusal).toMatchObject({ status });
  expect(read(fields, { ...options, joined: true }).refusal).toMatchObject({ status });
});

test('fills an environ from a request line, and refuses a path that is malformed', () => {
  const environ = { SCRIPT_NAME: '', PATH_INFO: '', QUERY_STRING: '' } as Environ;
  expect(readRequestLine(environ, 'PUT', '/%61?b')).toBeUndefined();
  expect(environ).toMatchObject({ REQUEST_METHOD: 'PUT', PATH_INFO: '/a', QUERY_STRING: 'b' });
  expect(readRequestLine(environ, 'GET', '/%zz')).toMatchObject({ status: 400 });
});

test('knows how much content follows, where that is said', () => {
  expect(announcedLength({} as Environ)).toBe(0);
  expect(announcedLength({ CONTENT_LENGTH: '12' } as Environ)).toBe(12);
  expect(announcedLength({ HTTP_TRANSFER_ENCODING: 'chunked' } as unknown as Environ)).toBe(-1);
});
