import { type Application, readBody } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { client } from '../src/client.ts';
import { inMemory } from '../src/in-memory.ts';

const request = (method = 'GET', headers: readonly (readonly [string, string])[] = []) => ({
  method,
  url: new URL('http://localhost/'),
  target: '/',
  headers: [['Host', 'localhost'] as const, ...headers],
});

const answering = (make: () => ReturnType<Application>, headers: [string, string][] = []): Application =>
  function answer(_environ, startResponse) {
    startResponse('200 OK', headers);
    return make();
  };

test('answers with what the application gives', async () => {
  const reply = await inMemory(
    answering(() => ['Hel', 'lo']),
    true,
  )(request());
  expect(reply).toMatchObject({ status: 200, reason: 'OK' });
  expect(reply.headers).toEqual(expect.arrayContaining([['Content-Length', '5']]));
  const chunks = [];
  for (let bytes = await reply.read(); bytes !== undefined; bytes = await reply.read()) chunks.push(bytes);
  expect(Buffer.concat(chunks).toString()).toBe('Hello');
  expect(await reply.outcome).toEqual({ status: 200, bytes: 5 });
});

test('offers trailers where an answer has content, as servers do', async () => {
  const offered: boolean[] = [];
  const app: Application = (environ, startResponse) => {
    offered.push('tsgi.trailers' in environ);
    startResponse('200 OK', []);
    return [];
  };
  for (const method of ['GET', 'HEAD']) await inMemory(app, true)(request(method));
  expect(offered).toEqual([true, false]);
});

test.each([
  ['GET', '/%zz', 400, 'Bad Request: the path holds a %'],
  ['GET', '*', 400, 'Bad Request: the target * is for OPTIONS alone'],
  ['CONNECT', '/', 501, 'Not Implemented: CONNECT is for proxies'],
])(
  'refuses %s %s with the words of a server, and does not call the application',
  async (method, target, status, text) => {
    const answer = await client(() => {
      throw new Error('it is called');
    }).request(method, target);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
  },
);

/** An application that notes what happens to it. */
function noting(events: string[], chunks: () => AsyncIterable<string>): Application {
  return (environ, startResponse) => {
    const exchange = environ['tsgi.exchange'];
    exchange.signal.addEventListener('abort', () => events.push('aborted'));
    exchange.defer(() => void events.push('first deferred'));
    exchange.defer(async () => void events.push('second deferred'));
    startResponse('200 OK', []);
    return {
      [Symbol.asyncIterator]: () => chunks()[Symbol.asyncIterator](),
      [Symbol.asyncDispose]: async () => void events.push('disposed'),
    };
  };
}

describe('the end of an exchange', () => {
  test('comes when the body has ended, also where nobody reads it', async () => {
    const events: string[] = [];
    const http = client(
      noting(events, async function* () {
        yield 'Hello';
      }),
    );
    expect(await (await http.get('/')).outcome()).toEqual({ status: 200, bytes: 5 });
    expect(events).toEqual(['disposed', 'second deferred', 'first deferred']);
  });

  test('comes when the client goes away, in the order of the specification', async () => {
    const events: string[] = [];
    const http = client(
      noting(events, () => ({
        [Symbol.asyncIterator]: () => ({
          next: async () => ({ done: false, value: 'x'.repeat(70_000) }),
          return: async () => {
            events.push('returned');
            return { done: true, value: undefined };
          },
        }),
      })),
    );
    const response = await http.get('/');
    response.cancel();
    expect(await response.outcome()).toMatchObject({ status: 200, error: { name: 'ClientDisconnected' } });
    expect(events).toEqual(['aborted', 'returned', 'disposed', 'second deferred', 'first deferred']);
  });

  test('comes when the client goes away within a step of the body, once that is made', async () => {
    const events: string[] = [];
    const controller = new AbortController();
    const ended = Promise.withResolvers<void>();
    const app: Application = (environ, startResponse) => {
      environ['tsgi.exchange'].defer(() => ended.resolve());
      startResponse('200 OK', []);
      const chunks = (function* () {
        try {
          controller.abort();
          events.push('aborted');
          yield 'one';
          yield 'two';
        } finally {
          events.push('returned');
        }
      })();
      return { [Symbol.iterator]: () => chunks, [Symbol.dispose]: () => void events.push('disposed') };
    };
    await expect(client(app).get('/', { signal: controller.signal })).rejects.toThrow('abort');
    await ended.promise;
    expect(events).toEqual(['aborted', 'returned', 'disposed']);
  });

  test('comes when the application fails, and is told why', async () => {
    const boom = new Error('boom');
    const response = await client(() => {
      throw boom;
    }).get('/');
    expect(response.status).toBe(500);
    expect(await response.outcome()).toMatchObject({ status: 500, error: boom });
    expect(response.errors).toContain('GET / HTTP/1.1: Error: boom');
  });

  test('comes, too, where what was thrown cannot be shown', async () => {
    const response = await client(() => {
      throw Object.create(null);
    }).get('/');
    expect(response.status).toBe(500);
    expect(response.errors).toContain('a value that cannot be shown, of type object');
  });
});

test('asks for no more than a socket would hold while nobody reads', async () => {
  let asked = 0;
  const http = client(
    answering(() =>
      (function* () {
        for (; asked < 100; asked++) yield 'x'.repeat(10_000);
      })(),
    ),
  );
  const response = await http.get('/');
  expect(asked).toBeLessThan(20);
  expect((await response.text()).length).toBe(1_000_000);
});

test.each(['HEAD', '204', '205', '304'])('does not iterate a body for %s', async (what) => {
  const events: string[] = [];
  const app: Application = (_environ, startResponse) => {
    startResponse(what === 'HEAD' ? '200 OK' : `${Number(what)} Status`, []);
    return {
      *[Symbol.iterator]() {
        events.push('iterated');
        yield 'x';
      },
      [Symbol.dispose]: () => void events.push('disposed'),
    };
  };
  const response = await client(app).request(what === 'HEAD' ? 'HEAD' : 'GET', '/');
  expect(await response.text()).toBe('');
  expect(response.header('Transfer-Encoding')).toBeUndefined();
  await response.outcome();
  expect(events).toEqual(['disposed']);
});

/** Fails before its head is out, or after. */
const failing: Application = (environ, startResponse) => {
  startResponse('200 OK', []);
  if (environ.PATH_INFO === '/early') {
    startResponse('503 Service Unavailable', [], new Error('no database'));
    return ['sorry'];
  }
  return (function* () {
    yield 'one';
    startResponse('500 Internal Server Error', [], new Error('too late'));
  })();
};

test('replaces a stored head where an error is given, and throws it back once the head is out', async () => {
  expect(await client(failing).get('/early')).toMatchObject({ status: 503 });
  const late = await client(failing).get('/late');
  await expect(late.text()).rejects.toMatchObject({ cause: new Error('too late') });
});

test.each<[string, Application]>([
  ['no head', () => ['x']],
  [
    'a second head',
    (environ, startResponse) => {
      startResponse('200 OK', []);
      startResponse('201 Created', []);
      return [environ.PATH_INFO];
    },
  ],
  [
    'a string for a body',
    (_environ, startResponse) => {
      startResponse('200 OK', []);
      return 'x' as never;
    },
  ],
  ['a number for a chunk', answering(() => [5] as never)],
])('answers 500 for %s, also without a validator', async (_what, app) => {
  expect((await client(app, { validate: false }).get('/')).status).toBe(500);
});

test.each([
  ['longer', ['Hel', 'lo!']],
  ['shorter', ['Hel']],
])('cuts content short that is %s than its Content-Length, also without a validator', async (_what, chunks) => {
  const app = answering(() => chunks.values(), [['Content-Length', '5']]);
  await expect((await client(app, { validate: false }).get('/')).text()).rejects.toThrow('the content was cut short');
});

test('fails where a rule is broken at the very end', async () => {
  const constant = new Uint8Array(3);
  const app = answering(() =>
    (function* () {
      yield constant;
      constant[0] = 1;
    })(),
  );
  await expect(
    client(app)
      .get('/')
      .then((response) => response.text()),
  ).rejects.toMatchObject({ rule: 'A14' });
});

test('reports what is rejected behind the exchange, and goes on', async () => {
  const response = await client((environ, startResponse) => {
    environ['tsgi.exchange'].waitUntil(Promise.reject(new Error('background')));
    environ['tsgi.exchange'].defer(() => Promise.reject(new Error('deferred')));
    startResponse('200 OK', []);
    return ['Hello'];
  }).get('/');
  await response.outcome();
  expect(response.errors).toMatch(/a promise given to waitUntil was rejected: Error: background/);
  expect(response.errors).toMatch(/GET \/ HTTP\/1\.1: Error: deferred/);
});

test('does not wait with the end of the content for what is deferred and takes long', async () => {
  const gate = Promise.withResolvers<void>();
  const response = await client((environ, startResponse) => {
    environ['tsgi.exchange'].defer(() => gate.promise);
    startResponse('200 OK', []);
    return ['Hello'];
  }).get('/');
  expect(await response.text()).toBe('Hello');
  gate.resolve();
  expect(await response.outcome()).toEqual({ status: 200, bytes: 5 });
});

test('fails with what the request content fails with, and the application sees the client gone', async () => {
  const seen: unknown[] = [];
  const app: Application = async (environ, startResponse) => {
    await readBody(environ).catch((error: unknown) => seen.push(error));
    startResponse('200 OK', []);
    return [];
  };
  const body = (function* (): Generator<string> {
    yield 'one';
    throw new Error('the disk is gone');
  })();
  await expect(client(app).post('/', { body })).rejects.toThrow('the disk is gone');
  await expect.poll(() => seen).toMatchObject([{ name: 'ClientDisconnected' }]);
});
