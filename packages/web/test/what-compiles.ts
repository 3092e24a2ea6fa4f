/**
 * What the types let through and what they refuse, checked by compiling this file: nothing here runs. A line below
 * `@ts-expect-error` that does compile is an error.
 */

import type { ReadStream } from 'node:fs';

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expectTypeOf } from 'vitest';

import type { Application, Body, Middleware } from '@tsgi/contract';
import {
  answer,
  bytes,
  empty,
  errors,
  eventStream,
  file,
  type Fragment,
  handler,
  type Handler,
  html,
  HttpError,
  type HttpRequest,
  json,
  notFound,
  page,
  problem,
  raw,
  redirect,
  stream,
  text,
  type FormPart,
} from '@tsgi/web';

declare const request: HttpRequest<{ id: number }>;
declare const anyRequest: HttpRequest;
declare const schema: StandardSchemaV1<unknown, { name: string }>;
declare const open: (path: string) => ReadStream;
declare const chunks: ReadableStream<Uint8Array>;

// A response is an application, and an application is a response.
export const responses: Application[] = [
  text('a', {
    status: 201,
    headers: [['X-A', 'b']],
    cookies: [
      { set: 'a', value: 'b' },
      { delete: 'c', path: '/' },
    ],
  }),
  page(html`<p>`),
  json({ a: 1 }),
  redirect('/a', { status: 308 }),
  redirect(new URL('https://a.example')),
  empty(),
  bytes(new Uint8Array(1), { type: 'image/png' }),
  stream(chunks),
  stream(() => ['a']),
  file('a', { open }),
  eventStream([{ data: 'a' }]),
  eventStream(({ signal, lastEventId }) => [{ data: `${signal.aborted} ${lastEventId}` }]),
  problem({ status: 404, balance: 30 }),
  notFound('a'),
  handler(() => text('a')),
  handler(async () => text('a')),
  handler(() => (_environ, startResponse) => {
    startResponse('200 OK', []);
    return [];
  }),
];

export const layers: Middleware[] = [errors(), errors({ development: { readSource: () => undefined } })];

// @ts-expect-error -- a handler returns a response, and no text
handler(() => 'a');
// @ts-expect-error -- nothing is no response
handler(() => {});
// @ts-expect-error -- nobody has filled params
handler(({ params }) => text(params.id));
// @ts-expect-error -- text is no fragment
page('<p>');
// @ts-expect-error -- 200 redirects nowhere
redirect('/', { status: 200 });
// @ts-expect-error -- a problem says its status
problem({ detail: 'a' });
// @ts-expect-error -- the status of a problem is the problem's
problem({ status: 404 }, { status: 500 });
// @ts-expect-error -- a cookie is set or deleted
text('a', { cookies: [{ name: 'a', value: 'b' }] });
// @ts-expect-error -- headers are a list
text('a', { headers: { 'X-A': 'b' } });
// @ts-expect-error -- a string would be sent character by character
stream('a');
// @ts-expect-error -- development is said, and not by a word
errors({ development: 'development' });

// What can stand in a template.
export const fragments: Fragment[] = [
  html`${'a'}${1}${1n}${true}${null}${undefined}${html`b`}${raw('c')}`,
  html`${['a', html`b`, ['c']]}${Promise.resolve([Promise.resolve('d')])}`,
];
// @ts-expect-error -- an object is no text
void html`${{ a: 1 }}`;
// @ts-expect-error -- nor is a function
void html`${() => 'a'}`;
// @ts-expect-error -- a fragment is not to be made by hand
void html`${{ isAsync: false, toString: () => '<p>' }}`;

// A request with parameters.
expectTypeOf(request.params.id).toBeNumber();
expectTypeOf(anyRequest.params).toBeUnknown();
expectTypeOf(request).toExtend<HttpRequest>();
expectTypeOf(
  answer(
    (each: HttpRequest<{ id: number }>) => json(each.params.id),
    request,
    () => {},
  ),
).toEqualTypeOf<Body | PromiseLike<Body>>();
export const showSlug: Handler<{ slug: string }> = ({ params }) => text(params.slug);
// @ts-expect-error -- this request has no such parameters
void showSlug(request);
export const show: Handler<{ id: number }> = ({ params }) => text(params.id.toFixed());

// Bodies.
expectTypeOf(request.json()).toEqualTypeOf<Promise<unknown>>();
expectTypeOf(request.json({ limit: 5 })).toEqualTypeOf<Promise<unknown>>();
expectTypeOf(request.json(schema)).toEqualTypeOf<Promise<{ name: string }>>();
expectTypeOf(request.form()).toEqualTypeOf<Promise<URLSearchParams>>();
expectTypeOf(request.form(schema, { limit: 5 })).toEqualTypeOf<Promise<{ name: string }>>();
expectTypeOf(request.multipart()).toEqualTypeOf<AsyncGenerator<FormPart, undefined>>();
// @ts-expect-error -- an option that there is not
void request.json({ maxLength: 5 });

// Negotiation gives back what it was given.
expectTypeOf(request.accepts('text/html', 'application/json')).toEqualTypeOf<
  'text/html' | 'application/json' | undefined
>();

// The view changes nothing.
// @ts-expect-error -- a request is what it is
request.method = 'POST';
// @ts-expect-error -- and so are its cookies
request.cookies['a'] = 'b';

expectTypeOf(new HttpError(404, 'a').status).toBeNumber();
