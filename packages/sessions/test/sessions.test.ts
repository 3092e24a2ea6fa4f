import { describe, expect, test, vi } from 'vitest';

import { type Application, compose, HttpError, type Middleware } from '@tsgi/contract';
import {
  memoryStore,
  session,
  sessions,
  type SessionsOptions,
  type SessionStore,
  type StoredSession,
} from '@tsgi/sessions';
import { client, type TestClient } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';
import { errors, handler, stream, text } from '@tsgi/web';

import { later, SECRET, visit } from './visit.ts';

const secrets = SECRET;
const ORIGIN = 'https://example.org';

const add =
  (more: number) =>
  (count: unknown): number =>
    Number(count ?? 0) + more;

const actions = visit({
  count: (found) => found.update('count', add(1)),
  read: (found) => found.get('count'),
  add: (found) => {
    const cart = (found.get('cart') as string[] | undefined) ?? [];
    if (cart.length === 0) found.set('cart', cart);
    cart.push('book');
    return cart.length;
  },
  drop: (found) => found.delete('count'),
  clear: (found) => found.clear(),
  end: (found) => found.destroy(),
  again: (found) => {
    found.destroy();
    found.flash('notice', 'Signed out.');
  },
  notice: (found) => found.flash('notice'),
  renew: (found) => found.regenerate(),
  about: ({ id, isNew, createdAt, expiresAt }) => ({ id, isNew, age: Number(expiresAt) - Number(createdAt) }),
  set: (found, { query }) => found.set(query.get('key') ?? '', query.get('value')),
  all: (found) => ['a', 'b', 'c'].map((key) => found.get(key)),
  large: (found) => found.set('large', 'x'.repeat(5000)),
  fail: (found) => {
    found.set('count', 100);
    throw new HttpError(422, 'no');
  },
});

const browser = (options: SessionsOptions = { secrets }, app: Application = actions): TestClient =>
  client(compose(errors(), sessions(options))(app), { origin: ORIGIN });

const json = async (http: TestClient, path: string): Promise<unknown> => {
  const response = await http.get(path);
  await response.expect(200);
  return response.json();
};

/** What a browser sends of its cookies. */
const cookieOf = (http: TestClient): string => http.cookies.header(new URL(ORIGIN)) ?? '';

/** Lines of a log. */
const linesIn = (log: string): number => log.split('\n').length - 1;

const kinds: readonly (readonly [string, () => SessionsOptions])[] = [
  ['sealed', () => ({ secrets })],
  ['in memory', () => ({ store: memoryStore() })],
  ['in memory, with signed cookies', () => ({ store: memoryStore(), secrets })],
  ['in a store that takes its time', () => ({ store: later(memoryStore()) })],
];

/** A cookie that leads nowhere gives a new session, and one line that tells nothing of it. */
const expectNew = async (http: TestClient, Cookie: string): Promise<void> => {
  const response = await http.get('/about', { headers: { Cookie } });
  expect(await response.json()).toMatchObject({ isNew: true });
  expect(response.header('Set-Cookie')).toBeUndefined();
  expect(response.errors).toMatch(
    /^\S+Z GET \/about: sessions\(\): the cookie __Host-session leads to .*; a new session begins\n$/,
  );
  const value = Cookie.split('=')[1] ?? '';
  if (value.length > 8) expect(response.errors).not.toContain(value.slice(0, 8));
};

const begun = async (options: SessionsOptions): Promise<[http: TestClient, name: string, value: string]> => {
  const http = browser(options);
  await json(http, '/count');
  const [name = '', value = ''] = cookieOf(http).split('=');
  return [http, name, value];
};

const race = async (options: SessionsOptions): Promise<unknown> => {
  const http = browser(options);
  await json(http, '/set?key=a&value=0');
  const Cookie = cookieOf(http);
  const both = ['1', '2'].map((value) => http.get(`/set?key=a&value=${value}`, { headers: { Cookie } }));
  for (const response of await Promise.all(both)) await response.expect(200);
  return (await http.get('/all', { headers: { Cookie } })).json();
};

const onConflict: SessionsOptions['onConflict'] = (key, { base, theirs, ours }) => [key, base, theirs, ours].join(':');

const streaming = (lines: (environ: Parameters<Application>[0]) => AsyncGenerator<string>): TestClient =>
  browser(
    { store: memoryStore() },
    handler(async (request) => {
      const found = await session(request);
      if (request.path === '/before') found.set('a', 1);
      return stream(lines(request.environ), { type: 'text/plain' });
    }),
  );

const down = (): Promise<never> => Promise.reject(new Error('connection refused'));

/** Asks for the session, and does something to it. */
const asking = (change: boolean): Middleware =>
  function askingFor(app) {
    return async (environ, startResponse) => {
      const found = await session(environ);
      if (!change) return app(environ, startResponse);
      found.set('a', 1);
      // What leaves HTTP has no place for the cookie of a new session.
      const { 'tsgi.upgrade': _upgrade, ...inner } = environ;
      return app(inner, startResponse);
    };
  };

describe.each(kinds)('sessions %s', (_kind, options) => {
  test('keep what is set, from request to request', async () => {
    const http = browser(options());
    expect(await json(http, '/read')).toBeNull();
    expect([await json(http, '/count'), await json(http, '/count'), await json(http, '/count')]).toEqual([1, 2, 3]);
    expect(await json(http, '/read')).toBe(3);
  });

  test('see changes within objects', async () => {
    const http = browser(options());
    expect([await json(http, '/add'), await json(http, '/add'), await json(http, '/add')]).toEqual([1, 2, 3]);
  });

  test('forget what is removed', async () => {
    const http = browser(options());
    await json(http, '/count');
    expect(await json(http, '/drop')).toBe(true);
    expect(await json(http, '/read')).toBeNull();
    await json(http, '/count');
    await json(http, '/clear');
    expect(await json(http, '/read')).toBeNull();
  });

  test('set no cookie where nothing is set', async () => {
    const http = browser(options());
    const response = await http.get('/read');
    expect(response.header('Set-Cookie')).toBeUndefined();
    expect(await json(http, '/about')).toMatchObject({ isNew: true });
  });

  test('have a flash message once', async () => {
    const http = browser(options());
    await json(http, '/again');
    expect([await json(http, '/notice'), await json(http, '/notice')]).toEqual(['Signed out.', null]);
  });

  test('keep their id, until it is changed, and their time', async () => {
    const http = browser(options());
    await json(http, '/count');
    const about = await json(http, '/about');
    expect(about).toMatchObject({ isNew: false, age: 86_400_000 });
    await json(http, '/count');
    expect(await json(http, '/about')).toEqual({ ...(about as object), age: expect.any(Number) });
    await json(http, '/renew');
    const other = (await json(http, '/about')) as { id: string };
    expect(other.id).not.toBe((about as { id: string }).id);
    expect(await json(http, '/read')).toBe(2);
  });

  test.each(['/end', '/renew'])('end the old cookie with %s', async (path) => {
    const http = browser(options());
    await json(http, '/count');
    const old = cookieOf(http);
    await json(http, path);
    expect(await json(http, '/read')).toBe(path === '/end' ? null : 1);
    const replayed = await http.get('/about', { headers: { Cookie: old } });
    expect(await replayed.json()).toMatchObject({ isNew: true });
    expect(linesIn(replayed.errors)).toBe(1);
  });

  test('merge what two requests change at once', async () => {
    const http = browser(options());
    await json(http, '/set?key=a&value=0');
    const Cookie = cookieOf(http);
    const both = ['a', 'b', 'c'].map((key) => http.get(`/set?key=${key}&value=1`, { headers: { Cookie } }));
    for (const response of await Promise.all(both)) await response.expect(200);
    expect(await json(http, '/all')).toEqual(['1', '1', '1']);
    // The answer that comes last need not be the one that was saved last.
    expect(await (await http.get('/all', { headers: { Cookie } })).json()).toEqual(['1', '1', '1']);
  });

  test('count 1,000 increments over 8 connections', async () => {
    const http = browser(options());
    await json(http, '/set?key=a&value=0');
    const Cookie = cookieOf(http);
    const connections = Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 125; i++) await (await http.get('/count', { headers: { Cookie } })).expect(200);
    });
    await Promise.all(connections);
    expect(await (await http.get('/read', { headers: { Cookie } })).json()).toBe(1000);
  });

  test.each(['/end', '/renew'])('are not brought back by a request that was slow, after %s', async (path) => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const slow: Middleware = (app) => async (environ, startResponse) => {
      if (environ.PATH_INFO !== '/count' || environ.QUERY_STRING !== 'slow') return app(environ, startResponse);
      await session(environ);
      reached.resolve();
      await gate.promise;
      return app(environ, startResponse);
    };
    const http = browser(options(), slow(actions));
    await json(http, '/count');
    const Cookie = cookieOf(http);
    const answer = http.get('/count?slow', { headers: { Cookie } });
    await reached.promise;
    await json(http, path);
    gate.resolve();
    const response = await answer;
    await response.expect({ status: 409, text: /ended by another request/ });
    expect(response.header('Set-Cookie')).toBeUndefined();
    expect(await (await http.get('/about', { headers: { Cookie } })).json()).toMatchObject({ isNew: true });
    expect(await json(http, '/read')).toBe(path === '/end' ? null : 1);
  });

  describe('that cannot be, give a new one and one line', () => {
    test('where the cookie was changed or cut', async () => {
      const [http, name, value] = await begun(options());
      for (const at of [0, 1, 9, value.length >> 1, value.length - 2, value.length - 1]) {
        const other = value[at] === 'A' ? 'B' : 'A';
        await expectNew(http, `${name}=${value.slice(0, at)}${other}${value.slice(at + 1)}`);
      }
      for (const length of [0, 1, value.length - 1]) await expectNew(http, `${name}=${value.slice(0, length)}`);
      await expectNew(http, `${name}=${value}A`);
    });

    test('where it was made up', async () => {
      const [http, name] = await begun(options());
      for (const value of [
        'a',
        'A'.repeat(43),
        `${'A'.repeat(43)}.${'A'.repeat(22)}`,
        '__proto__',
        '3~AAA',
        '%00',
        'é',
      ]) {
        await expectNew(http, `${name}=${value}`);
      }
    });

    test('where it was swapped with that of another site or secret', async () => {
      const [http, name] = await begun(options());
      const others: SessionsOptions[] = [
        { secrets: `${secrets}!` },
        { secrets, cookie: { name: 'other' } },
        { store: memoryStore(), secrets },
        { store: memoryStore() },
      ];
      for (const other of others) {
        const stranger = browser(other);
        await json(stranger, '/count');
        await expectNew(http, `${name}=${cookieOf(stranger).split('=')[1]}`);
      }
    });

    test('where the session has expired', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      try {
        const [http, name, value] = await begun(options());
        vi.setSystemTime(Date.now() + 86_400_000);
        await expectNew(http, `${name}=${value}`);
      } finally {
        vi.useRealTimers();
      }
    });
  });

  test('last a week at most, and a day without a request', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const http = browser(options());
      const start = Date.now();
      await json(http, '/count');
      expect(http.cookies.cookies[0]?.expires).toBe(start + 86_400_000);
      // A tenth of a day later the cookie is told to last; before that nobody is told anything.
      vi.setSystemTime(start + 8_000_000);
      expect((await http.get('/read')).header('Set-Cookie')).toBeUndefined();
      for (let hour = 20; hour < 168; hour += 20) {
        vi.setSystemTime(start + hour * 3_600_000);
        const response = await http.get('/read');
        expect(await response.json()).toBe(1);
        expect(response.header('Set-Cookie')).toMatch(/^__Host-session=.*Max-Age=/);
      }
      expect(http.cookies.cookies[0]?.expires).toBe(start + 604_800_000);
      const Cookie = cookieOf(http);
      vi.setSystemTime(start + 604_800_000);
      expect(await (await http.get('/read', { headers: { Cookie } })).json()).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test('are ended by whoever has found them before another request gave them another id', async () => {
    const entered = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const app: Application = (environ, startResponse) =>
      environ.PATH_INFO === '/slow-end'
        ? visit({
            'slow-end': async (found) => {
              found.get('count');
              entered.resolve();
              await goOn.promise;
              found.destroy();
            },
          })(environ, startResponse)
        : actions(environ, startResponse);
    const http = browser(options(), app);
    await json(http, '/count');
    const ending = http.get('/slow-end');
    await entered.promise;
    const renewed = await http.get('/renew');
    const [cookie = ''] = renewed.header('Set-Cookie')!.split(';');
    goOn.resolve();
    await (await ending).expect(200);
    // As where the answer with the new id comes last.
    const stale = await http.get('/read', { headers: { Cookie: cookie } });
    expect(await stale.json()).toBeNull();
  });

  test('that are written with each request last for as long', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const http = browser(options());
      const start = Date.now();
      for (let hour = 0; hour < 50; hour += 2) {
        vi.setSystemTime(start + hour * 3_600_000);
        expect(await json(http, '/count')).toBe(hour / 2 + 1);
      }
    } finally {
      vi.useRealTimers();
    }
  });

  test('begun before a certain time can be ended', async () => {
    let from = 0;
    const asked: unknown[] = [];
    const http = browser({
      ...options(),
      minimumIssueTime: async (standing) => {
        asked.push(standing);
        return from;
      },
    });
    await json(http, '/count');
    expect(await json(http, '/read')).toBe(1);
    from = Date.now() + 1;
    const response = await http.get('/read');
    expect(await response.json()).toBeNull();
    expect(response.errors).toMatch(/leads to a session that has been revoked; a new session begins\n$/);
    expect(asked[0]).toEqual({ id: expect.any(String), identity: undefined, createdAt: expect.any(Date) });
  });

  test.each([Number.NaN, '2026', null])('are told where %o says from when on they count', async (from) => {
    const http = browser({ ...options(), minimumIssueTime: () => from as number });
    await json(http, '/count');
    const response = await http.get('/read');
    expect(response.status).toBe(500);
    expect(response.errors).toContain(`sessions(): minimumIssueTime must give a number or undefined, got ${from}`);
  });
});

const forUsers = handler(async (request) => {
  if (!(await session(request)).has('user')) throw new HttpError(404, 'there is no such page');
  return text('the page');
});

describe('a response', () => {
  test('says that it depends on a session that was read', async () => {
    const response = await browser().get('/read');
    expect([response.header('Vary'), response.header('Cache-Control')]).toEqual(['Cookie', 'private']);
  });

  test('is kept by nobody where the session was written', async () => {
    const response = await browser({ store: memoryStore() }).get('/count');
    expect([response.header('Vary'), response.header('Cache-Control')]).toEqual(['Cookie', 'no-store']);
    expect(response.header('Set-Cookie')).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('is kept by nobody where what it depends on was an error, which has no head of its own', async () => {
    const response = await client(compose(errors(), sessions({ store: memoryStore() }))(forUsers)).get('/');
    expect([response.status, response.header('Cache-Control')]).toEqual([404, 'no-store']);
  });

  test('says nothing where nobody has asked for the session, and needs no promise', async () => {
    const read = vi.fn<SessionStore['read']>();
    const store = { read, write: read, touch: read, delete: read } as unknown as SessionStore;
    const app = sessions({ store })(text('a'));
    let headers: unknown;
    const { environ } = await import('@tsgi/testing');
    const body = app({ ...environ(), HTTP_COOKIE: 'session=a' }, (_status, given) => (headers = given));
    expect(body).toEqual(['a']);
    expect(headers).not.toContainEqual(['Vary', 'Cookie']);
    expect(read).not.toHaveBeenCalled();
  });

  test('tells HEAD what it tells GET', async () => {
    const http = browser();
    await json(http, '/count');
    const response = await http.head('/count');
    expect(response.header('Set-Cookie')).toMatch(/^__Host-session=/);
    expect(await json(http, '/read')).toBe(2);
  });
});

describe('a cookie over http', () => {
  test('has a name of its own, and is news once', async () => {
    const app = compose(errors(), sessions({ secrets }))(actions);
    const http = client(app, { origin: 'http://example.org' });
    const response = await http.get('/count');
    expect(response.header('Set-Cookie')).toMatch(/^session=[\w-]+; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(response.errors).toBe(
      'sessions(): requests come over http, so the cookie session can be read on its way; behind a proxy that speaks https, set trustedProxies\n',
    );
    expect((await http.get('/count')).errors).toBe('');
    expect(await json(http, '/read')).toBe(2);
  });

  test('is no news to a browser that asks its own machine, and leaves it for the next', async () => {
    const app = sessions({ secrets })(actions);
    expect((await client(app).get('/count')).errors).toBe('');
    expect((await client(app, { origin: 'http://example.org' }).get('/count')).errors).toMatch(
      /can be read on its way/,
    );
  });

  test('is one over https where a trusted proxy says so', async () => {
    const app = sessions({ secrets, trustedProxies: ['loopback'] })(actions);
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '192.0.2.1' };
    expect((await client(app, { headers }).get('/count')).header('Set-Cookie')).toMatch(/^__Host-session=/);
    expect((await client(sessions({ secrets })(actions), { headers }).get('/count')).header('Set-Cookie')).toMatch(
      /^session=/,
    );
  });

  test('may be told to be for https, or not to', async () => {
    const secure = await client(sessions({ secrets, cookie: { secure: true } })(actions)).get('/count');
    expect([secure.header('Set-Cookie'), secure.errors]).toEqual([
      expect.stringMatching(/^__Host-session=.*Secure/),
      '',
    ]);
    const plain = await client(sessions({ secrets, cookie: { secure: false } })(actions)).get('/count');
    expect([plain.header('Set-Cookie'), plain.errors]).toEqual([expect.stringMatching(/^session=(?!.*Secure)/), '']);
  });

  test('is no cookie over https, and the other way round', async () => {
    const app = sessions({ secrets })(actions);
    const http = client(app);
    await json(http, '/count');
    const value = http.cookies.get('session')!;
    const response = await client(app, { origin: ORIGIN }).get('/read', {
      headers: { Cookie: `__Host-session=${value}` },
    });
    expect(await response.json()).toBeNull();
  });
});

describe('a sealed session', () => {
  test('that does not fit into a cookie is refused before the head', async () => {
    const http = browser();
    const response = await http.get('/large');
    expect(response.status).toBe(500);
    expect(response.errors).toMatch(
      /RangeError: sessions\(\): the session takes \d+ bytes of cookie, and there is room for 4078/,
    );
    expect(cookieOf(http)).toBe('');
  });

  test('may take several', async () => {
    const http = browser({ secrets, cookie: { chunks: 2 } });
    await json(http, '/large');
    expect(http.cookies.cookies.map(({ name }) => name)).toEqual(['__Host-session', '__Host-session.1']);
    await json(http, '/count');
    expect(await json(http, '/read')).toBe(1);
    const halves = cookieOf(http).split('; ');
    const response = await http.get('/about', { headers: { Cookie: halves[0]! } });
    expect(await response.json()).toMatchObject({ isNew: true });
    await json(http, '/end');
    expect(cookieOf(http)).toBe('');
  });

  test('is counted by several processes in turn', async () => {
    const processes = [0, 1].map(() => sessions({ secrets })(actions));
    let turn = 0;
    const http = client((environ, startResponse) => processes[turn++ % 3 === 0 ? 0 : 1]!(environ, startResponse), {
      origin: ORIGIN,
    });
    for (let count = 1; count < 8; count++) expect(await json(http, '/count')).toBe(count);
  });

  test('is taken from an older secret', async () => {
    const http = browser();
    await json(http, '/count');
    const rotated = browser({ secrets: [`${secrets}!`, secrets] });
    const response = await rotated.get('/count', { headers: { Cookie: cookieOf(http) } });
    expect(await response.json()).toBe(2);
    expect(await json(browser({ secrets: `${secrets}!` }), '/read')).toBeNull();
    expect(
      await (await browser({ secrets: `${secrets}!` }).get('/read', { headers: { Cookie: cookieOf(rotated) } })).json(),
    ).toBe(2);
  });
});

describe('a conflict', () => {
  test('of one key has the later stand', async () => {
    expect(await race({ store: later(memoryStore()) })).toEqual(['2', null, null]);
  });

  test('of one key is decided by the handler', async () => {
    expect(await race({ store: later(memoryStore()), onConflict })).toEqual(['a:0:1:2', null, null]);
  });
});

describe('what fails saves nothing', () => {
  test.each([
    ['within', (app: Application): Application => sessions({ secrets })(errors()(app))],
    ['around', (app: Application): Application => errors()(sessions({ secrets })(app))],
  ])('with the error page %s', async (_where, layers) => {
    const http = client(layers(actions), { origin: ORIGIN });
    await json(http, '/count');
    const response = await http.get('/fail');
    expect([response.status, response.header('Set-Cookie')]).toEqual([422, undefined]);
    expect(await json(http, '/read')).toBe(1);
  });
});

describe('a streamed answer', () => {
  test('is saved before it begins', async () => {
    const http = streaming(async function* (environ) {
      yield String((await session(environ)).get('a'));
    });
    const response = await http.get('/before');
    expect(response.header('Set-Cookie')).toMatch(/^__Host-session=/);
    expect(await response.text()).toBe('1');
    expect(await (await http.get('/')).text()).toBe('1');
  });

  test('cannot change the session', async () => {
    const http = streaming(async function* (environ) {
      yield 'a';
      (await session(environ)).set('a', 2);
      yield 'b';
    });
    const response = await http.get('/');
    await expect(response.text()).rejects.toThrow('cut short');
    expect(response.errors).toContain(
      `Error: session.set('a'): the session has been saved, and the head of the response with it`,
    );
  });

  test('cannot ask for a session on which its head does not say it depends', async () => {
    const app = handler((request) =>
      stream(
        (async function* () {
          yield 'a';
          yield (await session(request)).id;
        })(),
      ),
    );
    const response = await browser({ secrets }, app).get('/');
    await expect(response.text()).rejects.toThrow('cut short');
    expect(response.errors).toContain(
      'Error: session(): the response has begun, and does not say that it depends on a session',
    );
  });

  test('that changes an object of the session is told that this is lost', async () => {
    const app = handler(async (request) => {
      const cart = ['book'];
      (await session(request)).set('cart', cart);
      return stream(
        (async function* () {
          yield 'a';
          cart.push('pen');
        })(),
      );
    });
    const response = await browser({ store: memoryStore() }, app).get('/');
    await response.outcome();
    expect(response.errors).toMatch(
      /sessions\(\): the value of 'cart' was changed after the session had been saved, and the change is lost\n$/,
    );
  });
});

describe('a store that is down', () => {
  test('is told to whoever asked, and nobody gets an empty session', async () => {
    const store = { ...later(memoryStore()), read: down };
    const http = browser({ store });
    const response = await http.get('/read', { headers: { Cookie: `__Host-session=${'A'.repeat(43)}` } });
    await response.expect({ status: 503 });
    expect(response.errors).toMatch(
      /HttpError: sessions\(\): the store failed in read\(\)[^]*caused by: Error: connection refused/,
    );
    await (await http.get('/')).expect(200);
  });

  test('fails the response before its head where a session cannot be written, and its body is disposed of', async () => {
    let disposed = 0;
    const app: Application = async (environ, startResponse) => {
      (await session(environ)).set('a', 1);
      startResponse('200 OK', []);
      return { [Symbol.iterator]: () => ['a'].values(), [Symbol.dispose]: () => void disposed++ };
    };
    const response = await browser({ store: { ...later(memoryStore()), write: down } }, app).get('/');
    await response.expect({ status: 503 });
    expect(response.header('Set-Cookie')).toBeUndefined();
    expect(disposed).toBe(1);
  });

  test('is not waited for', async () => {
    const store = { ...later(memoryStore()), read: () => new Promise<StoredSession>(() => {}) };
    const http = browser({ store, storeTimeoutMs: 10 });
    const response = await http.get('/read', { headers: { Cookie: `__Host-session=${'A'.repeat(43)}` } });
    await response.expect({ status: 503 });
    expect(response.errors).toContain('no answer within 10 ms');
  });

  test('is no bug of an application that does not listen', async () => {
    const unhandled = vi.fn<() => void>();
    process.on('unhandledRejection', unhandled);
    const app = handler((request) => {
      void session(request);
      return text('a');
    });
    const store = { ...later(memoryStore()), read: down };
    const headers = { Cookie: `__Host-session=${'A'.repeat(43)}` };
    const response = await browser({ store }, app).get('/', { headers });
    expect([response.status, response.header('Vary')]).toEqual([200, 'Cookie']);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('may be told by the application in its own way', async () => {
    const app = handler(async (request) =>
      text(
        await session(request).then(
          () => 'there',
          () => 'gone',
        ),
      ),
    );
    const response = await browser({ store: { ...later(memoryStore()), read: down } }, app).get('/', {
      headers: { Cookie: `__Host-session=${'A'.repeat(43)}` },
    });
    expect([response.status, await response.text(), response.header('Vary')]).toEqual([200, 'gone', 'Cookie']);
  });
});

test('within another, the inner one counts', async () => {
  const seen: unknown[] = [];
  const outer: Middleware = (app) => async (environ, startResponse) => {
    const found = await session(environ);
    seen.push(found.get('count'));
    found.set('count', 100);
    return app(environ, startResponse);
  };
  const app = compose(
    sessions({ secrets, cookie: { name: 'outer' } }),
    outer,
    sessions({ secrets, cookie: { name: 'inner' } }),
  )(actions);
  const http = client(app, { origin: ORIGIN });
  expect([await json(http, '/count'), await json(http, '/count'), seen]).toEqual([1, 2, [undefined, 100]]);
});

describe('conformance', () => {
  const adds = { environ: ['sessions.exchange'] };
  const cases: readonly (readonly [string, Middleware, readonly string[]])[] = [
    ['of one that is read', compose(sessions({ secrets }), asking(false)), []],
    ['of one that is written', compose(sessions({ store: memoryStore() }), asking(true)), ['Set-Cookie']],
    [
      'in a store that takes its time',
      compose(sessions({ store: later(memoryStore()) }), asking(true)),
      ['Set-Cookie'],
    ],
  ];
  describe('of sessions that nobody asks for', () => {
    declareTests(middlewareConformance(sessions({ secrets }), { adds }), { describe, test });
  });
  describe.each(cases)('%s', (_name, middleware, headers) => {
    const changes = { headers: ['Vary', 'Cache-Control'], environ: ['tsgi.upgrade'] };
    const statement = { adds: { ...adds, headers }, changes, waits: true };
    const held = middlewareConformance(middleware, statement).filter(({ skip }) => skip === undefined);
    declareTests(held, { describe, test });
  });
});
