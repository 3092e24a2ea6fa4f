import { setImmediate as turn } from 'node:timers/promises';

import { type Application, readBody } from '@tsgi/contract';
import { serve, type Server } from '@tsgi/server';
import { afterEach, describe, expect, test } from 'vitest';

import { client, type ClientOptions, type TestClient } from '../src/client.ts';

/** Says what it was asked, as JSON. */
const mirror: Application = async (environ, startResponse) => {
  const body = new TextDecoder().decode(await readBody(environ));
  startResponse('200 OK', [
    ['Content-Type', 'application/json'],
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2; Path=/deep'],
  ]);
  const { REQUEST_METHOD, PATH_INFO, QUERY_STRING, CONTENT_TYPE, CONTENT_LENGTH, HTTP_HOST } = environ;
  const keys = { REQUEST_METHOD, PATH_INFO, QUERY_STRING, CONTENT_TYPE, CONTENT_LENGTH };
  const { HTTP_X_A, HTTP_COOKIE, HTTP_AUTHORIZATION } = environ;
  const host = HTTP_HOST?.replace(/:\d+$/, ':port');
  return [JSON.stringify({ ...keys, HTTP_X_A, HTTP_COOKIE, HTTP_AUTHORIZATION, host, body })];
};

/** Redirects `/303` with that status to `/there`, and mirrors the rest. */
const redirecting: Application = (environ, startResponse) => {
  const status = /^\/(\d+)$/.exec(environ.PATH_INFO)?.[1];
  if (status === undefined) return mirror(environ, startResponse);
  startResponse(`${Number(status)} Elsewhere`, [
    ['Location', environ.QUERY_STRING || '/there?x=1'],
    ['Set-Cookie', 'seen=yes'],
  ]);
  return ['go there'];
};

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close({ graceMs: 100 });
});

type Make = (app: Application, options?: ClientOptions) => Promise<TestClient>;
const ways: [string, Make][] = [
  ['in memory', async (app, options) => client(app, options)],
  [
    'over a live socket',
    async (app, options) => {
      const server = await serve(app, { port: 0, errors: { write() {}, flush() {} } });
      servers.push(server);
      return client(server.url, options);
    },
  ],
];

describe.each(ways)('a client %s', (way, make) => {
  const live = way !== 'in memory';

  test('asks, and reads the answer', async () => {
    const http = await make(mirror);
    const response = await http.get('/hello?a=b');
    expect(response.status).toBe(200);
    expect(response.reason).toBe('OK');
    expect(response.header('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ REQUEST_METHOD: 'GET', PATH_INFO: '/hello', QUERY_STRING: 'a=b' });
  });

  test.each(['get', 'post', 'put', 'patch', 'delete', 'options', 'trace'] as const)(
    'has a method for %s',
    async (verb) => {
      const response = await (await make(mirror))[verb]('/');
      expect(await response.json()).toMatchObject({ REQUEST_METHOD: verb.toUpperCase() });
    },
  );

  test('has a method for head, and any other word', async () => {
    const http = await make(mirror);
    const head = await http.head('/');
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(await (await http.request('X-BREW', '/')).json()).toMatchObject({ REQUEST_METHOD: 'X-BREW' });
  });

  test('keeps repeated fields, in their order', async () => {
    const response = await (await make(mirror)).get('/');
    expect(response.headerValues('set-cookie')).toEqual(['a=1', 'b=2; Path=/deep']);
  });

  test('adds the fields that are framing’s and the date, as a server does', async () => {
    const response = await (await make(mirror)).get('/');
    const text = await response.text();
    expect(response.header('Content-Length')).toBe(String(text.length));
    expect(response.header('Date')).toMatch(/ GMT$/);
  });

  test('sends headers: its own, and those of a request in their place', async () => {
    const http = await make(mirror, { headers: { 'X-A': 'own', Authorization: 'Basic a' } });
    expect(await (await http.get('/')).json()).toMatchObject({ HTTP_X_A: 'own', HTTP_AUTHORIZATION: 'Basic a' });
    const headers = [
      ['x-a', '1'],
      ['X-A', '2'],
    ] as const;
    expect(await (await http.get('/', { headers })).json()).toMatchObject({ HTTP_X_A: '1, 2' });
  });

  test('sends a query', async () => {
    const response = await (await make(mirror)).get('/?z=0', { query: { q: 'a b&c', n: [1, 2], none: undefined } });
    expect(await response.json()).toMatchObject({ QUERY_STRING: 'z=0&q=a+b%26c&n=1&n=2' });
  });

  test('sends JSON, forms and files', async () => {
    const http = await make(mirror);
    expect(await (await http.post('/', { json: { a: [1, 'é'] } })).json()).toMatchObject({
      CONTENT_TYPE: 'application/json',
      CONTENT_LENGTH: '14',
      body: '{"a":[1,"é"]}',
    });
    expect(await (await http.post('/', { form: { a: 'b c', d: ['1', '2'] } })).json()).toMatchObject({
      CONTENT_TYPE: 'application/x-www-form-urlencoded',
      body: 'a=b+c&d=1&d=2',
    });
    const multipart = new FormData();
    multipart.append('name', 'value');
    multipart.append('file', new File(['content'], 'a.txt', { type: 'text/plain' }));
    const { CONTENT_TYPE, body } = (await (await http.post('/', { multipart })).json()) as Record<string, string>;
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(CONTENT_TYPE ?? '')?.[1];
    expect(body).toContain(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n`);
  });

  test('sends text, bytes, and what is made as it goes', async () => {
    const http = await make(mirror);
    expect(await (await http.put('/', { body: 'é' })).json()).toMatchObject({ CONTENT_LENGTH: '2', body: 'é' });
    expect(await (await http.put('/', { body: Uint8Array.of(65) })).json()).toMatchObject({ body: 'A' });
    const streamed = await http.put('/', { body: ['a', Uint8Array.of(66), '', 'c'] });
    const seen = await streamed.json();
    expect(seen).toMatchObject({ body: 'aBc' });
    expect(seen).not.toHaveProperty('CONTENT_LENGTH');
    const counted = await http.put('/', { body: ['a', 'b'], headers: { 'Content-Length': '2' } });
    expect(await counted.json()).toMatchObject({ CONTENT_LENGTH: '2', body: 'ab' });
  });

  test('keeps cookies, and sends those that belong there', async () => {
    const http = await make(mirror);
    await http.get('/');
    expect(http.cookies.get('a')).toBe('1');
    expect(await (await http.get('/')).json()).toMatchObject({ HTTP_COOKIE: 'a=1' });
    expect(await (await http.get('/deep/er')).json()).toMatchObject({ HTTP_COOKIE: 'b=2; a=1' });
    expect(await (await http.get('/', { headers: { Cookie: 'mine=1' } })).json()).toMatchObject({
      HTTP_COOKIE: 'mine=1',
    });
  });

  test('follows redirects when it is asked to, and says where it came by', async () => {
    const http = await make(redirecting);
    expect((await http.get('/302')).status).toBe(302);
    const response = await http.post('/303', { form: { a: 'b' }, follow: true });
    expect(await response.json()).toMatchObject({
      REQUEST_METHOD: 'GET',
      PATH_INFO: '/there',
      QUERY_STRING: 'x=1',
      HTTP_COOKIE: 'seen=yes',
      body: '',
    });
    expect(response.redirects.map(({ status }) => status)).toEqual([303]);
    expect(await response.redirects[0]?.text()).toBe('go there');
    expect(new URL(response.url).pathname).toBe('/there');
  });

  test('sends the content again where the redirect says so', async () => {
    const http = await make(redirecting);
    const response = await http.put('/307', { json: { a: 1 }, follow: true });
    expect(await response.json()).toMatchObject({
      REQUEST_METHOD: 'PUT',
      body: '{"a":1}',
      CONTENT_TYPE: 'application/json',
    });
    await expect(http.put('/307', { body: ['a'], follow: true })).rejects.toThrow('a 307 asks for streamed content');
  });

  test('follows as many redirects as it is told', async () => {
    const http = await make(redirecting);
    const response = await http.get('/302?/301?/303?/307', { follow: 2 });
    expect(response.status).toBe(303);
    expect(response.redirects.map(({ status }) => status)).toEqual([302, 301]);
  });

  test('sees chunks as they arrive, and when', async () => {
    const gate = Promise.withResolvers<void>();
    const http = await make((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield 'one';
        await gate.promise;
        yield 'two';
      })();
    });
    const seen: string[] = [];
    const times: number[] = [];
    for await (const { text, at } of (await http.get('/')).chunks()) {
      seen.push(text);
      times.push(at);
      gate.resolve();
    }
    expect(seen).toEqual(['one', 'two']);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
  });

  test('sees interim responses and trailers', async () => {
    const http = await make((environ, startResponse) => {
      environ['tsgi.informational']?.('103 Early Hints', [['Link', '</a>']]);
      environ['tsgi.trailers']?.(() => [['X-Sum', '42']]);
      startResponse('200 OK', []);
      return ['Hello'];
    });
    const response = await http.get('/');
    expect(response.interim).toEqual([{ status: 103, headers: [['Link', '</a>']] }]);
    expect(response.header('Transfer-Encoding')).toBe('chunked');
    expect(await response.trailers()).toEqual([['X-Sum', '42']]);
    expect(await response.text()).toBe('Hello');
  });

  test('waits with its content for 100 Continue', async () => {
    const http = await make(mirror);
    const response = await http.post('/', { body: 'Hello', headers: { Expect: '100-continue' } });
    expect(response.interim.map(({ status }) => status)).toEqual([100]);
    expect(await response.json()).toMatchObject({ body: 'Hello' });
  });

  test('goes away when it is told, before the head', async () => {
    const gone = Promise.withResolvers<unknown>();
    const called = Promise.withResolvers<void>();
    const http = await make(async (environ, startResponse) => {
      const { signal } = environ['tsgi.exchange'];
      called.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      gone.resolve(signal.reason);
      startResponse('200 OK', []);
      return [];
    });
    const controller = new AbortController();
    const asked = http.get('/', { signal: controller.signal }).catch((error: unknown) => error);
    await called.promise;
    controller.abort(new Error('enough'));
    expect(await asked).toEqual(new Error('enough'));
    expect(await gone.promise).toMatchObject({ name: 'ClientDisconnected' });
    await expect(http.get('/', { signal: controller.signal })).rejects.toThrow('enough');
  });

  test.each(['cancel', 'signal'])('goes away when it is told, in the content, by %s', async (by) => {
    const disposed = Promise.withResolvers<string>();
    const http = await make((_environ, startResponse) => {
      startResponse('200 OK', []);
      return {
        async *[Symbol.asyncIterator]() {
          for (;;) {
            yield 'more';
            await turn();
          }
        },
        [Symbol.dispose]: () => disposed.resolve('disposed'),
      };
    });
    const controller = new AbortController();
    const response = await http.get('/', { signal: controller.signal });
    if (by === 'cancel') response.cancel();
    else controller.abort(new Error('enough'));
    expect(await disposed.promise).toBe('disposed');
    const end = await response.text().catch(String);
    expect(end).toBe(by === 'cancel' ? '' : 'Error: enough');
  });

  test('sees 500 where an application fails, and content that is cut short', async () => {
    const http = await make((environ, startResponse) => {
      if (environ.PATH_INFO === '/early') throw new Error('boom');
      startResponse('200 OK', []);
      return (async function* (): AsyncGenerator<string> {
        yield 'one';
        await turn();
        throw new Error('boom');
      })();
    });
    expect((await http.get('/early')).status).toBe(500);
    const response = await http.get('/late');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('the content was cut short');
  });

  test('sees 413 where content is longer than the application takes, and 400 for a path that is none', async () => {
    const http = await make(async (environ, startResponse) => {
      const body = await readBody(environ, { limit: 3 });
      startResponse('200 OK', []);
      return [body];
    });
    expect((await http.post('/', { body: 'Hello' })).status).toBe(413);
    expect((await http.get('/%zz')).status).toBe(400);
  });

  test('sends paths as they are written', async () => {
    const http = await make(mirror);
    expect(await (await http.get('/a/../%62 é')).json()).toMatchObject({ PATH_INFO: '/b%20%C3%A9' });
    expect(await (await http.options('*')).json()).toMatchObject({ PATH_INFO: '' });
  });

  test('fails an expectation with the request and the answer in full', async () => {
    const http = await make(mirror);
    const response = await http.post('/a', { json: { a: 1 } });
    await response.expect(200);
    await response.expect({ headers: { 'content-type': /json/ }, text: /"PATH_INFO":"\/a"/ });
    const failure: unknown = await response.expect(201).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ExpectationError' });
    expect(String(failure)).toMatch(
      /expected the status 201, got 200 OK\n\nPOST \/a\nHost: [^]+\n\n\{"a":1\}\n\n200 OK\nContent-Type: application\/json\n[^]+"PATH_INFO":"\/a"/,
    );
  });

  test('tells the outcome of an exchange where it can see it', async () => {
    const http = await make(mirror);
    const response = await http.get('/');
    const length = (await response.bytes()).length;
    const outcome: unknown = await response.outcome().catch((error: unknown) => error);
    expect(outcome).toEqual(
      live ? new TypeError('the outcome of an exchange is seen in memory only') : { status: 200, bytes: length },
    );
  });
});

/** Breaks rule A20, which no server looks at. */
const changing: Application = (environ, startResponse) => {
  environ.PATH_INFO = '/other';
  startResponse('200 OK', []);
  return ['Hello'];
};

test('fails in memory where the application breaks a rule, unless it is told not to look', async () => {
  await expect(client(changing).get('/')).rejects.toMatchObject({
    name: 'ContractError',
    rule: 'A20',
    side: 'application',
  });
  expect((await client(changing, { validate: false }).get('/')).status).toBe(200);
});

/** Breaks rule A9. */
const hopping: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Connection', 'close']]);
  return ['Hello'];
};

test('answers 500 in memory for a head that servers refuse, also where it is told not to look', async () => {
  const response = await client(hopping, { validate: false }).get('/');
  expect(response.status).toBe(500);
  expect(response.errors).toContain('(rule A9)');
});

test('is reached in memory by the origin that it is given', async () => {
  const http = client(mirror, { origin: 'https://shop.example:8443' });
  expect(await (await http.get('/')).json()).toMatchObject({ host: 'shop.example:port' });
});

test('asks in memory for URLs of other origins, whose cookies are their own', async () => {
  const http = client(mirror);
  await http.get('http://a.example/');
  expect(await (await http.get('http://a.example/')).json()).toMatchObject({ host: 'a.example', HTTP_COOKIE: 'a=1' });
  expect(await (await http.get('http://b.example/')).json()).not.toHaveProperty('HTTP_COOKIE');
});

test('refuses what it cannot ask, and options that are none', () => {
  expect(() => Reflect.apply(client, undefined, [5])).toThrow(
    new TypeError('client(): expected an application, or an http or https URL, got 5'),
  );
  expect(() => client('ftp://localhost')).toThrow(
    'expected an application, or an http or https URL, got ftp://localhost',
  );
  expect(() => Reflect.apply(client, undefined, [mirror, { cookie: 1 }])).toThrow(
    'client(): cookie is not an option; there are headers, origin, validate, cookies',
  );
});
