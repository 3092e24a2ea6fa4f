import { once } from 'node:events';
import net from 'node:net';
import { gzipSync } from 'node:zlib';

import type { Application } from '@tsgi/contract';
import { serve, type Server } from '@tsgi/server';
import { client, type TestClient } from '@tsgi/testing';
import { errors, handler, json, redirect, text } from '@tsgi/web';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { proxy } from '../proxy.ts';

/** What the server behind the proxy answers, for each test its own. */
let behind: Application;
let server: Server;
let http: TestClient;

beforeAll(async () => {
  server = await serve((environ, startResponse) => behind(environ, startResponse), { host: '127.0.0.1', port: 0 });
  const proxied = errors({ report: () => {} })(proxy(server.url));
  // As if it were mounted.
  http = client((environ, startResponse) => proxied({ ...environ, SCRIPT_NAME: '/here' }, startResponse));
});

afterAll(async () => {
  await server.close();
});

/** A server that says just that to whoever comes, and then what it says. */
async function raw(answer: string | Buffer): Promise<{ readonly origin: string } & AsyncDisposable> {
  const listener = net.createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.end(answer));
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const { port } = listener.address() as net.AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => void listener.close(),
  };
}

const environOf = handler(({ environ }) =>
  json(Object.fromEntries(Object.entries(environ).filter(([, value]) => typeof value === 'string'))),
);

test('asks for the same path and query, with the same method', async () => {
  behind = environOf;
  const response = await http.delete('//a/%2Fb?c=%20&d');
  expect(await response.json()).toMatchObject({
    REQUEST_METHOD: 'DELETE',
    PATH_INFO: '//a/%2Fb',
    QUERY_STRING: 'c=%20&d',
  });
});

test('passes fields on, but none that are about the connection, and says itself who is asking', async () => {
  behind = environOf;
  const response = await http.get('/', {
    headers: [
      ['X-Own', 'ä'],
      ['Connection', 'close, X-Named'],
      ['X-Named', '1'],
      ['Keep-Alive', '1'],
      ['TE', 'trailers'],
      ['Proxy-Authorization', 'Basic YQ=='],
      ['X-Forwarded-For', '192.0.2.1'],
      ['X-Forwarded-Proto', 'https'],
      ['Forwarded', 'for=192.0.2.1'],
      ['Cookie', 'a=1'],
    ],
  });
  const arrived = (await response.json()) as Record<string, string>;
  expect(arrived).toMatchObject({
    HTTP_X_OWN: 'ä',
    HTTP_COOKIE: 'a=1',
    HTTP_HOST: new URL(server.url).host,
    HTTP_X_FORWARDED_HOST: 'localhost',
    HTTP_X_FORWARDED_PROTO: 'http',
    HTTP_X_FORWARDED_PREFIX: '/here',
  });
  const dropped = 'X_NAMED KEEP_ALIVE TE PROXY_AUTHORIZATION FORWARDED'.split(' ');
  expect(dropped.filter((name) => `HTTP_${name}` in arrived)).toEqual([]);
  expect(arrived['HTTP_X_FORWARDED_FOR']).not.toBe('192.0.2.1');
});

test('passes the answer on: its status, its fields, each cookie', async () => {
  behind = text('made', {
    status: 201,
    headers: [['X-Own', '1']],
    cookies: [
      { set: 'a', value: '1' },
      { set: 'b', value: '2' },
    ],
  });
  const response = await http.post('/');
  await response.expect({ status: 201, text: 'made', headers: { 'X-Own': '1' } });
  expect(response.headerValues('Set-Cookie').map((cookie) => cookie.slice(0, 3))).toEqual(['a=1', 'b=2']);
});

test('drops the fields of an answer that are about its connection', async () => {
  await using other = await raw(
    'HTTP/1.1 200 OK\r\nConnection: close, X-Named\r\nX-Named: 1\r\nKeep-Alive: 1\r\n\r\nok',
  );
  const response = await client(proxy(other.origin)).get('/');
  expect(await response.text()).toBe('ok');
  expect(['Connection', 'X-Named', 'Keep-Alive'].filter((name) => response.header(name) !== undefined)).toEqual([]);
});

test('gives on what was compressed as it is without', async () => {
  const content = gzipSync('hello');
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${content.length}\r\n\r\n`;
  await using other = await raw(Buffer.concat([Buffer.from(head), content]));
  const response = await client(proxy(other.origin)).get('/');
  expect(await response.text()).toBe('hello');
  expect(response.header('Content-Encoding')).toBeUndefined();
});

test('has answers without content: to HEAD, 204, 304', async () => {
  behind = text('hello');
  const head = await http.head('/');
  await head.expect({ status: 200, headers: { 'Content-Length': '5' } });
  for (const code of [204, 304]) {
    behind = (_environ, startResponse) => {
      startResponse(`${code} `, []);
      return [];
    };
    const response = await http.get('/');
    await response.expect(code);
    expect(await response.text()).toBe('');
  }
});

test('streams in both directions at once', async () => {
  // Each chunk is answered before the next is sent.
  behind = (environ, startResponse) => {
    startResponse('200 OK', [['Content-Type', 'text/plain']]);
    return environ['tsgi.input'];
  };
  const turns: string[] = [];
  let answered = Promise.withResolvers<void>();
  async function* content(): AsyncGenerator<string, undefined> {
    for (const chunk of ['one', 'two', 'three']) {
      turns.push(`sent ${chunk}`);
      answered = Promise.withResolvers();
      yield chunk;
      await answered.promise;
    }
  }
  await using front = await serve(proxy(server.url), { host: '127.0.0.1', port: 0 });
  const response = await client(front.url).post('/', { body: content() });
  for await (const chunk of response.chunks()) {
    turns.push(`got ${chunk.text}`);
    answered.resolve();
  }
  expect(turns).toEqual(['sent one', 'got one', 'sent two', 'got two', 'sent three', 'got three']);
});

test('leads redirects of the other server to where it stands, and leaves others alone', async () => {
  const cases = [
    ['/a?b#c', '/here/a?b#c'],
    [new URL('/a', server.url), '/here/a'],
    [new URL('https://example.org/a'), 'https://example.org/a'],
  ] as const;
  for (const [to, here] of cases) {
    behind = redirect(to);
    const response = await http.get('/old/path');
    await response.expect(303);
    expect(response.header('Location')).toBe(here);
  }
});

test('never makes a redirect to another host of one to a path', async () => {
  behind = redirect(new URL(`${server.url}//evil.example/`));
  const response = await client(proxy(server.url)).get('/');
  expect(response.header('Location')).toBe('/.//evil.example/');
});

test.each([
  ['has begun to answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst'],
  ['has not', ''],
])('hangs up where the client has gone, when the other server %s', async (_when, answer) => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
  const listener = net.createServer((socket) => {
    socket
      .on('error', leave)
      .once('end', leave)
      .once('data', () => {
        socket.write(answer);
        ask();
      });
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const leaving = new AbortController();
  const { port } = listener.address() as net.AddressInfo;
  const reader = client(proxy(`http://127.0.0.1:${port}`));
  const failure = reader
    .get('/', { signal: leaving.signal })
    .then((response) => response.text())
    .catch((error: unknown) => error);
  await asked;
  leaving.abort();
  await gone;
  expect(await failure).toBeInstanceOf(Error);
  listener.close();
});

test('cuts an answer that is cut there', async () => {
  await using other = await raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart');
  await using front = await serve(proxy(other.origin), {
    host: '127.0.0.1',
    port: 0,
    errors: { write() {}, flush() {} },
  });
  const response = await fetch(front.url);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

test.each([
  ['nobody there', 'http://127.0.0.1:1'],
  ['no HTTP', 'hello'],
  ['no end of the head', 'HTTP/1.1 200 OK\r\nA: b'],
  ['a status that is none', 'HTTP/1.1 999 What\r\n\r\n'],
])('answers 502 where there is %s', async (_what, answer) => {
  await using other = await raw(answer);
  const reported: string[] = [];
  const report = (error: unknown): void => void reported.push(String(error));
  const origin = answer.startsWith('http:') ? answer : other.origin;
  const response = await client(errors({ report })(proxy(origin))).get('/');
  expect(response.status).toBe(502);
  // Where it is, is nobody's business.
  expect(await response.text()).not.toContain('127.0.0.1');
  expect(reported.join()).toContain(origin);
});

test('answers 504 where nothing comes for too long', async () => {
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  behind = async (environ, startResponse) => {
    await gone;
    return text('')(environ, startResponse);
  };
  const response = await client(errors({ report: () => {} })(proxy(server.url, { headMs: 50 }))).get('/');
  resolve();
  expect(response.status).toBe(504);
});

test('answers 501 to what cannot be passed on', async () => {
  expect((await http.trace('/')).status).toBe(501);
});

test.each(['127.0.0.1:80', 'http://a.example/', 'http://a.example/b', 'ftp://a.example', ''])(
  'refuses %o',
  (origin) => {
    expect(() => proxy(origin)).toThrow(
      `proxy(): expected an origin, such as 'http://127.0.0.1:8003', got '${origin}'`,
    );
  },
);
