/**
 * What the types let through and what they refuse, checked by compiling this file: nothing here runs. A line below
 * `@ts-expect-error` that does compile is an error.
 */

import type { Readable } from 'node:stream';

import { expectTypeOf } from 'vitest';

import { compose, derive, mapChunks, readBody, status, streamBody } from '@tsgi/contract';
import type { Application, Body, Chunk, Environ, HeaderList, Middleware, Status } from '@tsgi/contract';

declare const environ: Environ;
declare const bytes: Uint8Array;
declare const readable: Readable;
declare const webStream: ReadableStream<Uint8Array>;
declare const code: number;
declare const headers: HeaderList;

// WSGI's simplest application, line by line.
export const simplest: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/html; charset=utf-8']]);
  return ['你好，世界'];
};

// Bodies of every kind, at once and promised.
export const bodies: Application[] = [
  () => [],
  () => ['text', bytes],
  () => new Set(['text']),
  () => [Buffer.from('text')],
  async () => ['text'],
  () => Promise.resolve([bytes]),
  () => webStream,
  async () => webStream,
  () => streamBody(webStream),
  () => readable,
  async () => readable,
  () => streamBody(readable),
  function* () {
    yield 'text';
    yield bytes;
  },
  async function* () {
    yield 'text';
    yield bytes;
  },
  () => Object.assign(['text'], { [Symbol.dispose]() {} }),
  () => Object.assign(['text'], { async [Symbol.asyncDispose]() {} }),
  () => ({ [Symbol.iterator]: () => ['text'][Symbol.iterator]() }),
  (inner) => mapChunks(['text'], (chunk) => (inner.REQUEST_METHOD === 'GET' ? chunk : bytes)),
];

// A string would be sent character by character, a Uint8Array number by number (rule A12).
// @ts-expect-error -- a bare string
export const bareString: Application = () => 'text';
// @ts-expect-error -- a promised string
export const promisedString: Application = async () => 'text';
// @ts-expect-error -- bare bytes
export const bareBytes: Application = () => bytes;
// @ts-expect-error -- bare bytes of Node's kind
export const bareBuffer: Application = () => Buffer.from('text');
// @ts-expect-error -- promised bytes
export const promisedBytes: Application = async () => bytes;
// @ts-expect-error -- no body
export const nothing: Application = () => {};
// @ts-expect-error -- no body at all
export const none: Application = () => null;
// @ts-expect-error -- an answer of another world
export const response: Application = () => new Response('text');
// @ts-expect-error -- numbers for chunks
export const numbers: Application = () => [1, 2];
// @ts-expect-error -- a dispose method that needs something
export const needy: Body = Object.assign(['text'], { [Symbol.dispose]: (reason: string) => void reason });

// Heads.
export const heads: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  startResponse('299 ', headers);
  startResponse(status(404), [
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
  ]);
  startResponse(`${code} OK`, [], new Error('why'));
  // @ts-expect-error -- a numeric status
  startResponse(200, []);
  // @ts-expect-error -- a code alone
  startResponse('200', []);
  // @ts-expect-error -- a reason alone
  startResponse('OK', []);
  // @ts-expect-error -- no headers
  startResponse('200 OK');
  // @ts-expect-error -- headers in an object, which loses order and repeats
  startResponse('200 OK', { 'Content-Type': 'text/plain' });
  // @ts-expect-error -- a header without a value
  startResponse('200 OK', [['Content-Type']]);
  // @ts-expect-error -- a header of three
  startResponse('200 OK', [['Content-Type', 'text/plain', 'x']]);
  // @ts-expect-error -- a number for a value
  startResponse('200 OK', [['Content-Length', 5]]);
  return [];
};
// @ts-expect-error -- a list that somebody else may hold is not written to
headers.push(['a', 'b']);
expectTypeOf<Parameters<Application>[1]>().returns.toEqualTypeOf<void>();

// The environ: what is there, what may be missing, what is nobody's business.
expectTypeOf<Environ['REQUEST_METHOD']>().toEqualTypeOf<string>();
expectTypeOf<Environ['CONTENT_TYPE']>().toEqualTypeOf<string | undefined>();
expectTypeOf<Environ['tsgi.url_scheme']>().toEqualTypeOf<'http' | 'https'>();
expectTypeOf(environ.HTTP_HOST).toEqualTypeOf<string | undefined>();
expectTypeOf(environ['sessions.session']).toEqualTypeOf<unknown>();

// The input's chunks, and what they are collected into.
export async function reads(): Promise<Uint8Array> {
  for await (const chunk of environ['tsgi.input']) expectTypeOf(chunk).toEqualTypeOf<Uint8Array>();
  return readBody(environ, { limit: 10 });
}

// Copies with changes.
export const copies: Environ[] = [
  { ...environ },
  { ...environ, 'x.y': 1 },
  { ...environ, PATH_INFO: '/', HTTP_ACCEPT: '*/*' },
  derive(environ, { SCRIPT_NAME: '/shop', 'router.params': { id: '1' } }),
];
environ['x.y'] = { any: 'thing' };
environ.HTTP_X_REQUEST_ID = 'abc';
// @ts-expect-error -- an undotted key of one's own
export const undotted: Environ = { ...environ, user: 'x' };
// @ts-expect-error -- an undotted key of one's own, written
environ.user = 'x';
// @ts-expect-error -- an undotted key of one's own, derived
derive(environ, { user: 'x' });
// @ts-expect-error -- a header that is no string
export const numericHeader: Environ = { ...environ, HTTP_AGE: 1 };
// @ts-expect-error -- a header that is no string, written
environ.HTTP_AGE = 1;
// @ts-expect-error -- a header that is undefined, where absence is meant
environ.HTTP_AGE = undefined;
// @ts-expect-error -- a header that is no string, derived
derive(environ, { HTTP_AGE: ['1'] });
// @ts-expect-error -- a required key that is undefined
derive(environ, { PATH_INFO: undefined });
// @ts-expect-error -- another scheme
derive(environ, { 'tsgi.url_scheme': 'ftp' });
// @ts-expect-error -- a required key that is missing
export const empty: Environ = {};
// @ts-expect-error -- the version is frozen
environ['tsgi.version'][0] = 2;
// @ts-expect-error -- a Node stream, which has no flush
environ['tsgi.errors'] = process.stderr;

// Middleware, one for all applications.
const head: Middleware = (app) => (inner, startResponse) =>
  app(derive(inner, { REQUEST_METHOD: 'GET' }), startResponse);
export const stack: Application = compose(head, head, compose())(simplest);
// @ts-expect-error -- an application is no middleware
compose(simplest);
// @ts-expect-error -- a middleware is no application
export const unapplied: Application = head;

// Capabilities have to be looked for.
environ['tsgi.informational']?.('103 Early Hints', [['Link', '</style.css>; rel=preload']]);
// @ts-expect-error -- a server need not have it
environ['tsgi.informational']('103 Early Hints', []);
export const file: Body | undefined = environ['tsgi.file_wrapper']?.('/tmp/file', { start: 1, end: 2 });

// Names for the pieces.
export const line: Status = '204 No Content';
export const chunks: Chunk[] = ['text', bytes];
// @ts-expect-error -- a number is no chunk
export const wrongChunk: Chunk = 1;
