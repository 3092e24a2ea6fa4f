/** Fetch handlers on the reference server. */

import { once } from 'node:events';
import net from 'node:net';

import { type Application, ClientDisconnected, derive, type Environ } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { client } from '@tsgi/testing';
import { validate } from '@tsgi/validator';
import { H3 } from 'h3';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { methodOverride } from 'hono/method-override';
import { proxy } from 'hono/proxy';
import { describe, expect, test } from 'vitest';

import { fromFetch, type FromFetchOptions } from '../src/from-fetch.ts';
import { environOf } from './environ-of.ts';

/** Content of unknown length, which undici streams. */
function streamed(text: string): RequestInit & { readonly duplex: string } {
  return { method: 'POST', body: new Blob([text]).stream(), duplex: 'half' };
}

/** Makes a request of its request, as many programs do. */
function again(request: Request): Response {
  return new Response(new Request(request, { headers: { a: 'b' } }).method);
}

describe.each([false, true])('with nativeRequests: %s', (nativeRequests) => {
  const handled = (handler: Parameters<typeof fromFetch>[0], options?: FromFetchOptions): Application =>
    fromFetch(handler, { nativeRequests, ...options });

  test('answers as the handler does', async () => {
    const app = handled(async (request) => {
      const headers = new Headers({ 'X-Url': request.url, 'X-Accept': request.headers.get('accept') ?? '' });
      headers.append('Set-Cookie', 'a=1');
      headers.append('Set-Cookie', 'b=2');
      return new Response(await request.text(), { status: 201, statusText: 'Made', headers });
    });
    const answer = await client(app).post('/a?b', { body: 'content', headers: { Accept: 'x' } });
    expect([answer.status, await answer.text()]).toEqual([201, 'content']);
    expect(answer.headers).toEqual(
      expect.arrayContaining([
        ['x-url', 'http://localhost/a?b'],
        ['x-accept', 'x'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ]),
    );
  });

  test('gives the usual reason in place of one beyond ASCII', async () => {
    const app = handled(() => new Response('', { status: 201, statusText: 'Tr\xe8s bien' }));
    let line = '';
    await client((environ, startResponse) =>
      app(environ, (given, headers, error) => {
        line = given;
        startResponse(given, headers, error);
      }),
    ).get('/');
    expect(line).toBe('201 Created');
  });

  test.each<[boolean, string]>([
    [false, '/a?b'],
    [true, '/mount/a?b'],
  ])('is mounted: keepsPrefix %s', async (keepsPrefix, path) => {
    const app = handled(({ url }) => new Response(url), { keepsPrefix });
    const mounted: Application = (environ, startResponse) =>
      app(derive(environ, { SCRIPT_NAME: '/mount', PATH_INFO: '/a' }), startResponse);
    expect(await (await client(mounted).get('/mount/a?b')).text()).toBe(`http://localhost${path}`);
  });

  test.each(['h:99999', '1.2.3.999', 'h%00'])('refuses the host %s, of which no URL can be made', async (host) => {
    const hono = new Hono().get('/', (context) => context.text('hello'));
    const handlers = [
      ({ url }: Request) => new Response(url),
      async ({ url }: Request) => new Response(url),
      hono.fetch,
    ];
    for (const handler of handlers) {
      const app = fromFetch((request) => handler(request), { nativeRequests });
      const response = await client(app).get('/', { headers: { Host: host } });
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Host')]);
    }
  });

  test('serves Hono and h3', async () => {
    const hono = new Hono();
    hono.get('/hello/:name', (context) => context.json({ hello: context.req.param('name') }));
    hono.post('/echo', async (context) => context.text(await context.req.text()));
    await using server = await serve(validate(handled((request) => hono.fetch(request))), { port: 0 });
    expect(await (await fetch(`${server.url}/hello/ann`)).json()).toEqual({ hello: 'ann' });
    expect(await (await fetch(`${server.url}/echo`, { method: 'POST', body: 'content' })).text()).toBe('content');
    expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);

    const h3 = new H3().get('/hello/:name', (event) => `hello ${event.context.params?.['name']}`);
    const app = handled((request) => h3.fetch(request));
    expect(await (await client(app).get('/hello/ann')).text()).toBe('hello ann');
  });

  test('gives the environ beside the request, which Hono has for its bindings', async () => {
    const hono = new Hono<{ Bindings: Environ }>();
    hono.get('/', ({ env, text }) => text(`${env.PATH_INFO} from ${env.REMOTE_ADDR} is ${String(env['app.visitor'])}`));
    const app = handled(hono.fetch);
    const introduced: Application = (environ, startResponse) =>
      app(derive(environ, { 'app.visitor': 'ann' }), startResponse);
    await using server = await serve(validate(introduced), { port: 0 });
    expect(await (await fetch(server.url)).text()).toBe('/ from 127.0.0.1 is ann');
  });

  test('serves what Hono passes requests on with: limits, other methods, mounts, proxies', async () => {
    const origin = new Hono().all('*', async ({ req }) =>
      Response.json([req.method, new URL(req.url).pathname, req.header('x-a'), await req.text()]),
    );
    await using behind = await serve(
      handled((request) => origin.fetch(request)),
      { port: 0 },
    );
    const hono: Hono = new Hono();
    hono.use(csrf());
    hono.use('/limited', bodyLimit({ maxSize: 8 }));
    hono.use('/other', methodOverride({ app: hono, header: 'X-Method' }));
    hono.mount('/mount', (request) => origin.fetch(request));
    // oxlint-disable-next-line typescript/no-misused-spread -- as Hono's documentation has it
    hono.all('/proxied', ({ req }) => proxy(`${behind.url}/there`, { ...req }));
    hono.all('/raw', ({ req }) => proxy(`${behind.url}/there`, req.raw));
    hono.all('*', ({ req }) => origin.fetch(req.raw));
    await using server = await serve(
      handled((request) => hono.fetch(request)),
      { port: 0 },
    );
    const ask = async (path: string, init: RequestInit = {}, headers = {}): Promise<unknown> => {
      const sent = { 'X-A': 'a', 'Content-Type': 'a/b', ...headers };
      const answer = await fetch(server.url + path, { ...init, headers: sent });
      return answer.ok ? answer.json() : answer.status;
    };

    expect(await ask('/limited')).toEqual(['GET', '/limited', 'a', '']);
    expect(await ask('/limited', streamed('short'))).toEqual(['POST', '/limited', 'a', 'short']);
    expect(await ask('/limited', streamed('too long for it'))).toBe(413);
    const overridden = await ask('/other', { method: 'POST', body: 'content' }, { 'X-Method': 'PUT' });
    expect(overridden).toEqual(['PUT', '/other', 'a', 'content']);
    expect(await ask('/mount/a')).toEqual(['GET', '/a', 'a', '']);
    expect(await ask('/mount/a', { method: 'PUT', body: 'content' })).toEqual(['PUT', '/a', 'a', 'content']);
    for (const path of ['/proxied', '/raw']) expect(await ask(path), path).toEqual(['GET', '/there', 'a', '']);
    const raw = await ask('/raw', { method: 'POST', body: 'content' });
    expect(raw).toEqual(['POST', '/there', 'a', 'content']);
  });

  test('gives a body to a request that has content alone', async () => {
    await using server = await serve(
      handled(({ body }) => Response.json(body !== null)),
      { port: 0 },
    );
    const has = async (init: RequestInit): Promise<unknown> => (await fetch(server.url, init)).json();
    expect(await has({ method: 'DELETE' })).toBe(false);
    expect(await has({ method: 'POST' })).toBe(false);
    expect(await has(streamed('content'))).toBe(true);
  });

  test('tells a handler that the client has gone', async () => {
    const begun = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<unknown>();
    const app = handled(({ signal }) => {
      signal.addEventListener('abort', () => aborted.resolve(signal.reason));
      begun.resolve();
      return new Promise(() => {});
    });
    await using server = await serve(app, { port: 0 });
    const socket = net.connect(server.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await begun.promise;
    socket.resetAndDestroy();
    expect(await aborted.promise).toBeInstanceOf(ClientDisconnected);
    await server.close({ graceMs: 0 });
  });
});

test('sends content as it comes, and cancels it when the client goes away', async () => {
  const cancelled = Promise.withResolvers<void>();
  const app = fromFetch(
    () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('begun')),
          cancel: () => cancelled.resolve(),
        }),
      ),
  );
  await using server = await serve(app, { port: 0 });
  const socket = net.connect(server.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  expect(bytes.toString()).toContain('\r\n5\r\nbegun\r\n');
  socket.resetAndDestroy();
  await cancelled.promise;
});

test('lets go of a form that is not sent', async () => {
  const form = new FormData();
  form.set('file', new File(['content'], 'name'));
  const app = fromFetch(() => new Response(form));
  // What fails in the back, as cancelling a form does on Node 26, fails this run.
  expect((await client(app).request('HEAD', '/')).status).toBe(200);
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(resolve);
  await promise;
});

test('says how long an answer is that is complete', async () => {
  const app = fromFetch(({ url }) =>
    url.endsWith('/empty') ? new Response('', { headers: { 'Content-Type': 'a/b' } }) : new Response('whole'),
  );
  await using server = await serve(validate(app), { port: 0 });
  const whole = await fetch(server.url);
  expect([whole.headers.get('content-length'), await whole.text()]).toEqual(['5', 'whole']);
  expect((await fetch(`${server.url}/empty`)).headers.get('content-length')).toBe('0');
  const head = await fetch(server.url, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('gives requests that a runtime takes for its own where they are no GET, and where all are to be', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect(await (await client(fromFetch(again)).request(method, '/')).text()).toBe(method);
  }
  expect((await client(fromFetch(again)).request('HEAD', '/')).status).toBe(200);
  const native = fromFetch(again, { nativeRequests: true });
  expect(await (await client(native).get('/')).text()).toBe('GET');
});

test.each<[string, (request: Request) => Response | Promise<Response>]>([
  ['throws', again],
  ['rejects', async (request) => fetch(request)],
])('says what to do where a handler %s because its request was refused', async (_how, handler) => {
  const app = fromFetch(handler);
  let failure: unknown;
  const caught: Application = async (environ, startResponse) => {
    try {
      return await app(environ, startResponse);
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  expect((await client(caught).get('/')).status).toBe(500);
  expect((failure as Error).message).toContain('give them request.clone(), or set nativeRequests: true');
});

const kept = new Response('once');

test.each<[string, () => unknown, string]>([
  ['gives nothing', () => {}, 'must give a Response, got undefined'],
  ['resolves to nothing', async () => null, 'must give a Response, got null'],
  ['gives something else', () => ({ status: 200 }), 'must give a Response, got an object of Object'],
  ['gives what stands for a failed fetch', () => Response.error(), 'gave Response.error(), which is no answer'],
  ['gives a response again', () => kept, 'gave a Response whose content has been taken'],
])('says what is wrong where a handler %s', async (_what, handler, message) => {
  const app = fromFetch(handler as () => Response);
  const answered = async (): Promise<unknown> => app(environOf(), () => {});
  if (handler() === kept) await answered();
  await expect(answered()).rejects.toThrow(`fromFetch(): the handler ${message}`);
});

test('fails where the handler does', async () => {
  const app = fromFetch(() => Promise.reject(new Error('no')));
  expect((await client(app).get('/')).status).toBe(500);
  const throwing = fromFetch(() => {
    throw new Error('no');
  });
  expect((await client(throwing).get('/')).status).toBe(500);
  expect(() => fromFetch({} as never)).toThrow('fromFetch(): the handler must be a function, got object');
});
