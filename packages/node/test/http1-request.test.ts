import type { IncomingMessage } from 'node:http';

import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { announcedLength, readRequest } from '../src/http1-request.ts';

/** @param fields Names and values in turns, as Node has them before it joins what is repeated. */
function read(
  fields: string[],
  { httpVersion = '1.1', url = '/' } = {},
): { refusal: ReturnType<typeof readRequest>; environ: Environ } {
  const environ = { SCRIPT_NAME: '', PATH_INFO: '', QUERY_STRING: '' } as Environ;
  const headers = new Headers();
  for (let i = 0; i < fields.length; i += 2) headers.append(fields[i]!, fields[i + 1]!);
  const request = { headers: Object.fromEntries(headers), rawHeaders: fields, httpVersion, url, method: 'GET' };
  return { refusal: readRequest(environ, request as unknown as IncomingMessage, 3), environ };
}

test('fills an environ', () => {
  const { refusal, environ } = read(['Host', 'a.example', 'Accept', 'x', 'Accept', 'y'], { url: '/%61?b' });
  expect(refusal).toBeUndefined();
  expect(environ).toMatchObject({ HTTP_HOST: 'a.example', HTTP_ACCEPT: 'x, y', PATH_INFO: '/a', QUERY_STRING: 'b' });
});

test.each<[string, string[], { httpVersion?: string; url?: string }, number]>([
  ['another version', ['Host', 'a'], { httpVersion: '2.0' }, 505],
  ['no Host', [], {}, 400],
  ['two Hosts', ['Host', 'a', 'Host', 'b'], {}, 400],
  ['a Host that is none', ['Host', 'a/b'], {}, 400],
  ['too many fields', ['Host', 'a', 'A', 'b', 'B', 'c', 'C', 'd'], {}, 431],
  ['a transfer coding of HTTP/1.0', ['Transfer-Encoding', 'chunked'], { httpVersion: '1.0' }, 400],
  ['a transfer coding that is not known', ['Host', 'a', 'Transfer-Encoding', 'gzip, chunked'], {}, 501],
  ['a malformed path', ['Host', 'a'], { url: '/%zz' }, 400],
])('refuses %s', (_what, fields, options, status) => {
  expect(read(fields, options).refusal).toMatchObject({ status });
});

test('knows how much content follows, where that is said', () => {
  expect(announcedLength({} as Environ)).toBe(0);
  expect(announcedLength({ CONTENT_LENGTH: '12' } as Environ)).toBe(12);
  expect(announcedLength({ HTTP_TRANSFER_ENCODING: 'chunked' } as unknown as Environ)).toBe(-1);
});
