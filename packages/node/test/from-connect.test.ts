/** Middleware of Connect and Express around an application, on a server that is not Node's. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Application, HttpError } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { client, environ as example } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';
import cors from 'cors';
import session from 'express-session';
import helmet from 'helmet';
import morgan from 'morgan';
import passport from 'passport';
import serveStatic from 'serve-static';
import { describe, expect, test } from 'vitest';

import { type ConnectHandler, fromConnect, nodeRequest } from '../src/from-connect.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', [
    ['Content-Type', 'text/plain'],
    ['Vary', 'Cookie'],
  ]);
  return ['hello'];
};

test('puts what middleware has set into the head', async () => {
  const app = fromConnect(helmet(), cors({ origin: 'https://a.example' }))(hello);
  const answer = await client(app).get('/', { headers: { Origin: 'https://a.example' } });
  expect(answer.headers).toEqual(
    expect.arrayContaining([
      ['X-Content-Type-Options', 'nosniff'],
      ['Access-Control-Allow-Origin', 'https://a.example'],
      ['Vary', 'Origin'],
      ['Vary', 'Cookie'],
    ]),
  );
  expect(await answer.text()).toBe('hello');
});

test('stays synchronous around a synchronous application', () => {
  const app = fromConnect(helmet())(hello);
  expect(app(example(), () => {})).toEqual(['hello']);
});

test('lets middleware answer, and does not call the application then', async () => {
  let called = false;
  const app = fromConnect(cors())(() => {
    called = true;
    return [];
  });
  const answer = await client(app).options('/', {
    headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'PUT' },
  });
  expect([answer.status, called]).toEqual([204, false]);
});

test('serves files by serve-static, and calls the application where there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsgi-connect-'));
  writeFileSync(join(folder, 'file.txt'), 'from a file');
  const app = fromConnect(serveStatic(folder))(hello);
  const file = await client(app).get('/file.txt');
  expect([file.status, await file.text()]).toEqual([200, 'from a file']);
  expect(await (await client(app).get('/other')).text()).toBe('hello');
  rmSync(folder, { recursive: true });
});

test('logs by morgan when the answer is complete', async () => {
  const lines: string[] = [];
  const log = morgan(':method :url :status :res[content-length]', {
    stream: { write: (line) => void lines.push(line) },
  });
  const answer = await client(fromConnect(log)(hello)).get('/a?b');
  expect(await answer.text()).toBe('hello');
  await expect.poll(() => lines).toEqual(['GET /a?b 200 5\n']);
});

test('keeps a session by express-session, and a user by Passport', async () => {
  const strategies = new passport.Passport();
  strategies.serializeUser((user, done) => done(null, user));
  strategies.deserializeUser((user, done) => done(null, user as Express.User));
  const app = fromConnect(
    session({ secret: 'a secret for a test', resave: false, saveUninitialized: false }),
    strategies.session(),
  )(async (environ, startResponse) => {
    const request = nodeRequest(environ) as IncomingMessage & {
      user?: { name: string };
      login: (user: object, done: (error?: unknown) => void) => void;
    };
    if (environ.PATH_INFO === '/login') {
      await new Promise<void>((resolve, reject) =>
        request.login({ name: 'ann' }, (error) => (error === undefined ? resolve() : reject(error))),
      );
    }
    startResponse('200 OK', []);
    return [request.user?.name ?? 'nobody'];
  });
  const browser = client(app);
  expect(await (await browser.get('/')).text()).toBe('nobody');
  const login = await browser.get('/login');
  expect(await login.text()).toBe('ann');
  expect(login.headers.find(([name]) => name.toLowerCase() === 'set-cookie')?.[1]).toMatch(/^connect\.sid=/);
  expect(await (await browser.get('/')).text()).toBe('ann');
});

test('shares one request among its layers', async () => {
  const app = fromConnect((request, _response, next) => {
    Object.assign(request, { seen: 'first' });
    next();
  })(
    fromConnect((request, response, next) => {
      response.setHeader('Seen', String((request as { seen?: string }).seen));
      next();
    })(hello),
  );
  expect((await client(app).get('/')).headers).toContainEqual(['Seen', 'first']);
});

test.each<[string, ConnectHandler]>([
  ['gives next an error', (_request, _response, next) => next(new Error('no'))],
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
])('fails where middleware %s', async (_what, handler) => {
  await expect(async () => fromConnect(handler)(hello)(example(), () => {})).rejects.toThrow('no');
});

test.each<[string, object, object]>([
  [
    'that is to be shown',
    { status: 413, expose: true, headers: { 'Retry-After': 7 } },
    { status: 413, expose: true, headers: [['Retry-After', '7']] },
  ],
  ['of which no more is said', { statusCode: 400 }, { status: 400, expose: false, headers: [] }],
])('fails with the status of an error %s', async (_what, properties, expected) => {
  const error = Object.assign(new Error('too much'), properties);
  for (const handler of [
    ((_request, _response, next) => next(error)) satisfies ConnectHandler,
    () => {
      throw error;
    },
    () => Promise.reject(error),
  ]) {
    const failed = fromConnect(handler)(hello)(example(), () => {}) as Promise<unknown>;
    const failure: unknown = await failed.catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(HttpError);
    expect(failure).toMatchObject({ ...expected, message: 'too much', cause: error });
  }
});

test.each([{ status: 200 }, { status: '404' }, {}])(
  'fails with an error of no such status as it is: %j',
  async (own) => {
    const error = Object.assign(new Error('no'), own);
    const app = fromConnect((_request, _response, next) => next(error))(hello);
    await expect(async () => app(example(), () => {})).rejects.toBe(error);
  },
);

test('takes what is falsy for no error', () => {
  const app = fromConnect((_request, _response, next) => next(false))(hello);
  expect(app(example(), () => {})).toEqual(['hello']);
});

test('fails with what the application fails with late, through several layers that write', async () => {
  const written = fromConnect((_request, response, next) => {
    response.on('finish', () => {});
    next();
  });
  const reports: string[] = [];
  const app = written(
    written((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield 'half';
        throw new Error('late');
      })();
    }),
  );
  const errors = { write: (text: string) => void reports.push(text), flush() {} };
  await using server = await serve(app, { port: 0, errors });
  await expect((await fetch(server.url)).text()).rejects.toThrow('terminated');
  expect(reports).toEqual([expect.stringContaining('Error: late')]);
});

test('tells the request of a client that goes away while an inner layer answers', async () => {
  const begun = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<unknown>();
  const waits: ConnectHandler = (request) => {
    request.on('close', () => gone.resolve(request.destroyed));
    begun.resolve();
  };
  const app = fromConnect((_request, _response, next) => next())(fromConnect(waits)(hello));
  const leaving = new AbortController();
  const answer = client(app).get('/', { signal: leaving.signal });
  await begun.promise;
  leaving.abort();
  await answer.catch(() => {});
  await expect(gone.promise).resolves.toBe(true);
});

test('says what is missing where no layer has made a request', () => {
  expect(() => nodeRequest(example())).toThrow('nodeRequest(): there is no fromConnect() in front');
  expect(() => fromConnect({} as ConnectHandler)).toThrow('fromConnect(): each handler must be a function, got object');
});

const adds = { environ: ['node.request'] };

describe('that passes by', () => {
  declareTests(
    middlewareConformance(
      fromConnect((_request, _response, next) => next()),
      { adds },
    ),
    { describe, test },
  );
});

/** What a response of Node's does to the answer of an application that goes through it. */
const OF_NODE: Readonly<Record<string, string>> = {
  'passes a repeated field on as often as it is there': 'a response keeps the values of a name together',
  'keeps the fields in their order': 'a response keeps the values of a name together',
  'keeps field values as they are, empty and beyond ASCII too': 'a head that is flushed is sent as UTF-8',
  'lets an error page replace the head when the body is begun': 'a head that is written stays written',
};

describe('that waits for the response to be finished', () => {
  const waiting = fromConnect((_request, response, next) => {
    response.on('finish', () => {});
    next();
  });
  const options = { adds: { ...adds, headers: ['Date', 'Content-Length'] }, waits: true };
  // What does not apply to a layer that waits is not asked of it.
  const cases = middlewareConformance(waiting, options).filter(({ skip }) => skip === undefined);
  declareTests(
    cases.filter(({ name }) => OF_NODE[name] === undefined),
    { describe, test },
  );

  const kept = cases.filter(({ name }) => OF_NODE[name] !== undefined);
  test.each(kept)('is kept by a response of Node from this: it $name', async ({ run }) => {
    await expect(run(), 'Node has changed').rejects.toThrow(/./);
  });
});
