import { type Application, ClientDisconnected, type Outcome, readBody } from '@tsgi/contract';
import { validate } from '@tsgi/validator';
import { describe, expect, test } from 'vitest';

import type { FetchContext } from '../src/fetch-context.ts';
import { type FetchHandler, toFetch, type ToFetchOptions } from '../src/to-fetch.ts';

/** A handler of a checked application, and what it reports. */
function handlerOf(app: Application, options: ToFetchOptions = {}): { handler: FetchHandler; reports: string[] } {
  const reports: string[] = [];
  const errors = { write: (text: string) => void reports.push(text), flush() {} };
  return {
    handler: toFetch(validate(app, { report: (breach) => void reports.push(String(breach)) }), { errors, ...options }),
    reports,
  };
}

const echo: Application = async (environ, startResponse) => {
  const content = await readBody(environ);
  startResponse('200 OK', []);
  return [content];
};

const where: Application = (environ, startResponse) => {
  startResponse('200 OK', []);
  const { REQUEST_METHOD, SCRIPT_NAME, PATH_INFO, QUERY_STRING, HTTP_HOST, SERVER_PORT, REMOTE_ADDR } = environ;
  return [JSON.stringify([REQUEST_METHOD, SCRIPT_NAME, PATH_INFO, QUERY_STRING, HTTP_HOST, SERVER_PORT, REMOTE_ADDR])];
};

async function seen(handler: FetchHandler, url: string, context?: FetchContext): Promise<unknown> {
  return (await handler(new Request(url), context)).json();
}

test('answers a request, in the same turn where the application does', async () => {
  const { handler } = handlerOf((_environ, startResponse) => {
    startResponse('201 Made', [
      ['Content-Type', 'text/plain'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    return ['hello, ', 'world'];
  });
  const response = handler(new Request('http://a.example/'));
  expect(response).toBeInstanceOf(Response);
  const { status, statusText, headers } = response as Response;
  expect([status, statusText, headers.getSetCookie()]).toEqual([201, 'Made', ['a=1', 'b=2']]);
  expect([headers.get('content-type'), headers.get('content-length')]).toEqual(['text/plain', '12']);
  expect(await (response as Response).text()).toBe('hello, world');
});

test('says in the environ what the request says', async () => {
  const { handler } = handlerOf(where);
  expect(await seen(handler, 'https://a.example/%61%2fb?c', { remoteAddress: '192.0.2.7', remotePort: 5 })).toEqual([
    'GET',
    '',
    '/a%2Fb',
    'c',
    'a.example',
    '443',
    '192.0.2.7',
  ]);
  expect(await seen(handler, 'http://a.example:8000/')).toEqual(['GET', '', '/', '', 'a.example:8000', '8000', null]);
});

test('is mounted at a base path, and answers 404 beside it', async () => {
  const { handler } = handlerOf(where, { basePath: '/app' });
  expect(await seen(handler, 'http://h/app/a')).toMatchObject({ 1: '/app', 2: '/a' });
  expect(await seen(handler, 'http://h/app')).toMatchObject({ 1: '/app', 2: '' });
  expect((await handler(new Request('http://h/apple'))).status).toBe(404);
});

test('reads content', async () => {
  const { handler } = handlerOf(echo);
  const response = await handler(new Request('http://h/', { method: 'POST', body: 'content' }));
  expect(await response.text()).toBe('content');
});

test('answers 413 where content is longer than is allowed', async () => {
  const { handler } = handlerOf(echo, { bodyBytes: 3 });
  expect((await handler(new Request('http://h/', { method: 'POST', body: 'content' }))).status).toBe(413);
});

test('answers 500, and reports, where the application fails', async () => {
  const { handler, reports } = handlerOf(() => {
    throw new Error('no');
  });
  expect((await handler(new Request('http://h/a'))).status).toBe(500);
  expect(reports).toEqual([expect.stringContaining('GET /a HTTP/1.1: Error: no')]);
});

test.each(['HEAD', '204 No Content', '304 Not Modified'])('has no content for %s', async (what) => {
  const { handler } = handlerOf((_environ, startResponse) => {
    startResponse(what === 'HEAD' ? '200 OK' : (what as '204 '), []);
    return ['content'];
  });
  const response = await handler(new Request('http://h/', { method: what === 'HEAD' ? 'HEAD' : 'GET' }));
  expect([response.headers.has('content-length'), await response.text()]).toEqual([false, '']);
});

describe('a body that comes bit by bit', () => {
  test('is asked for no more than is read', async () => {
    let asked = 0;
    const { handler } = handlerOf((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (function* () {
        for (; asked < 5; asked++) yield `${asked}`;
      })();
    });
    const reader = (await handler(new Request('http://h/'))).body!.getReader();
    await reader.read();
    expect(asked).toBeLessThan(3);
    let text = '0';
    for (let read = await reader.read(); !read.done; read = await reader.read())
      text += new TextDecoder().decode(read.value);
    expect(text).toBe('01234');
  });

  test('fails where the application does', async () => {
    const { handler, reports } = handlerOf((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (function* () {
        yield 'half';
        throw new Error('no more');
      })();
    });
    await expect((await handler(new Request('http://h/'))).text()).rejects.toThrow('the application failed');
    expect(reports).toEqual([expect.stringContaining('no more')]);
  });

  test.each<[string, (response: Response, controller: AbortController) => unknown]>([
    ['cancelled', (response) => response.body?.cancel()],
    ['of an aborted request', (_response, controller) => controller.abort()],
  ])('ends early where it is %s', async (_what, leave) => {
    const outcome = Promise.withResolvers<Outcome>();
    const { handler } = handlerOf((environ, startResponse) => {
      const exchange = environ['tsgi.exchange'];
      exchange.defer((ended) => outcome.resolve(ended));
      startResponse('200 OK', []);
      return (async function* () {
        yield 'begun';
        await new Promise((resolve) => exchange.signal.addEventListener('abort', resolve));
      })();
    });
    const controller = new AbortController();
    await leave(await handler(new Request('http://h/', { signal: controller.signal })), controller);
    await expect(outcome.promise).resolves.toMatchObject({ error: expect.any(ClientDisconnected) as unknown });
  });
});

test.each(['within a step of the body', 'between two'])('ends with the signal of its request, %s', async (when) => {
  const controller = new AbortController();
  const events: string[] = [];
  const handler = toFetch((environ, startResponse) => {
    environ['tsgi.exchange'].defer(({ error }) => void events.push(error instanceof Error ? error.name : 'well'));
    startResponse('200 OK', []);
    const chunks = (function* () {
      try {
        yield 'one';
        if (when.startsWith('within')) controller.abort();
        yield 'two';
        yield 'three';
      } finally {
        events.push('returned');
      }
    })();
    return { [Symbol.iterator]: () => chunks, [Symbol.dispose]: () => void events.push('disposed') };
  });
  const response = await handler(new Request('http://h/', { signal: controller.signal }));
  const reader = response.body!.getReader();
  expect((await reader.read()).done).toBe(false);
  if (!when.startsWith('within')) controller.abort();
  await expect(reader.read()).rejects.toBe(controller.signal.reason);
  expect(events).toEqual(['returned', 'disposed', 'ClientDisconnected']);
});

test('hands promises on that the runtime is to wait for', async () => {
  const waiting: Promise<unknown>[] = [];
  const { handler, reports } = handlerOf((environ, startResponse) => {
    environ['tsgi.exchange'].waitUntil(Promise.reject(new Error('lost')));
    startResponse('200 OK', []);
    return [];
  });
  await handler(new Request('http://h/'), { waitUntil: (promise) => void waiting.push(promise) });
  await Promise.all(waiting);
  expect(waiting).toHaveLength(1);
  expect(reports).toEqual([expect.stringContaining('a promise given to waitUntil was rejected: Error: lost')]);
});

test.each([
  [undefined, {}, 'toFetch(): the application must be a function, got undefined'],
  [echo, { basePath: 'app/' }, 'toFetch(): basePath must begin with / and not end in it, got "app/"'],
])('refuses what means nothing: %s %j', (app, options, message) => {
  expect(() => toFetch(app as Application, options)).toThrow(new TypeError(message));
});
