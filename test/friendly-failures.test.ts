/** What a newcomer runs into first, and whether the message says what to do about it. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Application, Environ, StartResponse } from '@tsgi/contract';
import { toFetch } from '@tsgi/fetch';
import { accessLog, logger, traceOf } from '@tsgi/logging';
import { toNode } from '@tsgi/node';
import { get, routeParams, router } from '@tsgi/router';
import { serve, type Server } from '@tsgi/server';
import { csrf, csrfField, identity, memoryStore, session, sessions, signIn } from '@tsgi/sessions';
import { staticFiles } from '@tsgi/static';
import { client } from '@tsgi/testing';
import { errors, handler, text } from '@tsgi/web';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const execute = promisify(execFile);
const root = path.dirname(import.meta.dirname);

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['hello'];
};
/** What a compiler would refuse, as JavaScript has it. */
const untyped = (value: unknown): never => value as never;

describe('at the start', () => {
  let taken: Server;

  beforeAll(async () => {
    taken = await serve(hello, { port: 0 });
  });

  afterAll(async () => {
    await taken.close();
  });

  test('a port in use: which, and to stop the other program or choose another', async () => {
    await expect(serve(hello, { port: taken.port })).rejects.toThrow(
      `serve(): cannot listen on port ${taken.port} of 127.0.0.1: another program listens there: stop it, or choose another port`,
    );
  });

  test.each<[what: string, start: () => unknown, says: string]>([
    [
      'an option of the server',
      () => serve(hello, untyped({ prot: 80 })),
      'serve(): prot is not an option; there are host, port',
    ],
    [
      'an option of sessions',
      () => sessions(untyped({ secret: 'x' })),
      'sessions(): secret is not an option; there are secrets, store',
    ],
    [
      'an option of files',
      () => staticFiles('.', untyped({ indexes: [] })),
      'staticFiles(): indexes is not an option; there are index',
    ],
    [
      'an option of the log',
      () => accessLog(untyped({ formt: 'dev' })),
      'accessLog(): formt is not an option; there are format',
    ],
    [
      'an option of error pages',
      () => errors(untyped({ develop: true })),
      'errors(): develop is not an option; there are development',
    ],
    [
      'an option of the router',
      () => router([], untyped({ slash: 'ignore' })),
      'router(): slash is not an option; there are trailingSlash',
    ],
    [
      'an option of a handler',
      () => handler(() => text(''), untyped({ trustProxy: true })),
      'handler(): trustProxy is not an option; there are trustedProxies',
    ],
    [
      'an option of a store',
      () => memoryStore(untyped({ max: 1 })),
      'memoryStore(): max is not an option; there are maxSessions',
    ],
    [
      'an option of a Fetch handler',
      () => toFetch(hello, untyped({ base: '/a' })),
      'toFetch(): base is not an option; there are basePath',
    ],
    [
      'an option of a listener',
      () => toNode(hello, untyped({ limit: 1 })),
      'toNode(): limit is not an option; there are errors, bodyBytes',
    ],
    ['no secret', () => sessions(), `this makes one: node -p "crypto.randomBytes(32).toString('base64url')"`],
    [
      'a short secret',
      () => sessions({ secrets: 'short' }),
      'a secret must be at least 32 bytes, got 5; this makes one: node -p',
    ],
    [
      'a folder that is not there',
      () => staticFiles('/no/such/folder'),
      "staticFiles(): root must be a directory, got '/no/such/folder'",
    ],
    ['no application', () => serve(untyped(undefined)), 'serve(): the application must be a function, got undefined'],
    [
      'a stream for a sink',
      () => accessLog({ sink: untyped(process.stdout) }),
      'fileSink(path) and stdoutSink() make one',
    ],
    [
      'two routes of which one is never reached',
      () => router([get('/:id', () => text('')), get('/:name', () => text(''))]),
      '/:name',
    ],
    ['an unknown directive of a format', () => accessLog({ format: untyped('%(zz)s') }), '%(zz)s'],
  ])('%s', async (_, start, says) => {
    await expect(async () => start()).rejects.toThrow(says);
    await expect(async () => start()).rejects.toBeInstanceOf(TypeError);
  });
});

test('an example that is not there: which there are', async () => {
  const run = execute('npm', ['run', '--silent', '--ignore-scripts', 'example', 'nosuch'], { cwd: root });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^npm run example NAME, where NAME is one of: .*\bguestbook hello\b/),
  });
});

describe('a middleware that is not in the stack, or behind the application that asks for it', () => {
  const use: Record<string, (environ: Environ) => unknown> = {
    'session(): put sessions() into the stack, in front of this application': (environ) => session(environ),
    'identity(): put sessions() into the stack, in front of this application': (environ) => identity(environ),
    'signIn(): put sessions() into the stack, in front of this application': (environ) => signIn(environ, 'ada'),
    'csrfField(): put sessions() into the stack, in front of this application': (environ) => csrfField(environ),
    'logger(): put loggers() into the stack, in front of this application': (environ) => logger(environ),
    'traceOf(): put traceContext() into the stack, in front of this application': (environ) => traceOf(environ),
    'routeParams(): there is no router around this application': (environ) => routeParams(environ),
  };

  test.each(Object.entries(use))('%s', async (says, ask) => {
    const response = await client(async (environ, startResponse) => {
      await ask(environ);
      return hello(environ, startResponse);
    }).get('/');
    expect(response.status).toBe(500);
    expect(response.errors).toContain(says);
  });

  test('csrf() in front of sessions() says so to the first who needs it', async () => {
    const stack = csrf()(sessions({ secrets: 'x'.repeat(32) })(hello));
    const response = await client(stack).post('/', { headers: { 'X-CSRF-Token': 'a' } });
    expect(response.errors).toContain('put sessions() into the stack, in front of this application');
  });
});

describe('an application that is not one', () => {
  const wrong: readonly [what: string, app: Application, server: string, validator: string][] = [
    [
      'forgets startResponse',
      () => ['hello'],
      'call it first, as in startResponse("200 OK", [])',
      'returned without having called startResponse',
    ],
    [
      'returns a string',
      started(() => 'hello'),
      'must return a body, such as an array of strings; it returned "hello"',
      'returned "hello" for a body',
    ],
    [
      'returns nothing',
      started(() => undefined),
      'must return a body, such as an array of strings; it returned undefined',
      'returned undefined for a body',
    ],
    [
      'gives a number for a status',
      (_environ, startResponse) => {
        startResponse(untyped(200), []);
        return [];
      },
      `the status must be like '200 OK', from 200 to 599, got 200`,
      'gave startResponse the status 200',
    ],
    [
      'gives an object for headers',
      (_environ, startResponse) => {
        startResponse('200 OK', untyped({ 'Content-Type': 'text/plain' }));
        return [];
      },
      'the headers must be an array of pairs, got an object',
      'The headers are an array of pairs of strings',
    ],
    [
      'has a handler that returns a string',
      handler(() => untyped('hello')),
      `the function must return a response, such as text('…') or json({ … }), got string`,
      '',
    ],
  ];

  test.each(wrong)('%s: the server says what to return', async (_, app, says) => {
    let said = '';
    const sink = { write: (line: string) => void (said += line), flush: () => {} };
    await using server = await serve(app, { port: 0, errors: sink });
    expect((await fetch(server.url)).status).toBe(500);
    expect(said).toContain(says);
  });

  test.each(wrong.filter(([, , , says]) => says !== ''))('%s: a test names the rule', async (_, app, __, says) => {
    await expect(client(app).get('/')).rejects.toThrow(says);
  });
});

function started(result: () => unknown): Application {
  return (_environ: Environ, startResponse: StartResponse) => {
    startResponse('200 OK', []);
    return untyped(result());
  };
}
