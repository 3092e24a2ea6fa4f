/** The environ: what the server gave arrives, and what it holds stays the server's. */

import { readBody, type Application } from '@tsgi/contract';

import { expectEqual } from '../conformance/expectation.ts';
import { contentOf } from './content-of.ts';
import { serverOf, type HandServer } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import type { Statement } from './statement.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['Hello'];
};

/** What the validator on either side of the middleware puts a checking form in the place of. */
const CHECKED = [
  'tsgi.input',
  'tsgi.errors',
  'tsgi.informational',
  'tsgi.trailers',
  'tsgi.file_wrapper',
  'tsgi.upgrade',
];

/** Expects the application to have found all keys, and no more, but for what is stated. */
function expectPassedOn({ given, inner }: HandServer, { addsKey, changesKey }: Statement): void {
  for (const found of inner) {
    for (const key of new Set([...Object.keys(given), ...Object.keys(found)])) {
      if (CHECKED.includes(key) || addsKey(key) || changesKey(key)) continue;
      const [wanted, got]: unknown[] = [Reflect.get(given, key), Reflect.get(found, key)];
      if (!(key in given)) throw new Error(`the application found ${key} in the environ, which is not stated`);
      if (!(key in found)) throw new Error(`the application did not find ${key} in the environ`);
      if (got !== wanted) throw new Error(`the application found another ${key} in the environ`);
    }
  }
}

/** A request that reaches the application as it is. */
const passes = (
  what: string,
  environ: { readonly [key: string]: unknown },
  rules: readonly string[],
): MiddlewareCase => ({
  name: `passes ${what} on`,
  rules,
  moot: ({ environ: stated }) => {
    const key = Object.keys(environ).find((each) => each in stated);
    return key === undefined ? undefined : `needs ${key} to be as stated`;
  },
  request: { environ },
  app: hello,
  expect: expectPassedOn,
});

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const upload = { REQUEST_METHOD: 'POST', CONTENT_TYPE: 'text/plain', CONTENT_LENGTH: '11' };
const request = { environ: upload, input: [text('hello '), text('world')] };

/** What a client of HTTP/1.0 sends, and what cannot be done for it. */
const OF_HTTP_1_0 = { SERVER_PROTOCOL: 'HTTP/1.0', 'tsgi.informational': undefined, 'tsgi.trailers': undefined };

/** Unless the middleware has an input of its own. */
const ownInput = ({ changesKey }: Statement): string | undefined =>
  changesKey('tsgi.input') ? 'reads the request body itself' : undefined;

export const environs: readonly MiddlewareCase[] = [
  passes('the keys of a request', {}, ['A20', 'E34']),
  passes('a path with its encoded characters', { SCRIPT_NAME: '/a%2Fb', PATH_INFO: '/%E4%BD%A0//' }, ['E5', 'E6']),
  passes('any method, in its letter case,', { REQUEST_METHOD: 'pRoPfInD' }, ['E4']),
  passes('a request of HTTP/1.0', OF_HTTP_1_0, ['E11', 'E30']),
  passes(
    'keys of others',
    { 'conformance.object': Object.freeze({ of: 'another layer' }), HTTP_X_OF_ANOTHER: 'layer', REMOTE_USER: 'alice' },
    ['E34', 'E18', 'E17'],
  ),
  {
    name: 'leaves the environ that it was given as it was',
    rules: ['A20', 'E34'],
    app: hello,
    expect: ({ environ, given }, { addsKey, changesKey }) => {
      for (const key of Object.keys(environ)) {
        if (key in given || addsKey(key) || changesKey(key)) continue;
        throw new Error(`the environ has a key ${key} now, which is not stated`);
      }
    },
  },
  {
    name: 'passes the very tsgi.exchange on',
    rules: ['M1', 'E26'],
    app: (environ, startResponse) => {
      environ['tsgi.exchange'].state.set('of the application', 'seen');
      environ['tsgi.exchange'].waitUntil(Promise.resolve());
      startResponse('200 OK', []);
      return ['Hello'];
    },
    expect: ({ exchange, inner }) => {
      expectEqual(inner[0]?.['tsgi.exchange'] === exchange, true, 'whether the exchange is the one that was given');
      expectEqual(exchange.state.get('of the application'), 'seen', 'what the application has put into state');
      expectEqual(exchange.awaited.length > 0, true, 'whether the promise given to waitUntil has arrived');
    },
  },
  {
    name: 'passes what is written to tsgi.errors on',
    rules: ['E25', 'A24'],
    moot: ({ changesKey }) => (changesKey('tsgi.errors') ? 'has a tsgi.errors of its own' : undefined),
    app: (environ, startResponse) => {
      environ['tsgi.errors'].write('a message of the application\n');
      startResponse('200 OK', []);
      return ['Hello'];
    },
    expect: ({ errors }) => {
      if (!errors.includes('a message of the application\n')) throw new Error('what the application wrote is missing');
    },
  },
  {
    name: 'calls the application once',
    rules: ['M10'],
    app: hello,
    expect: ({ inner }) => expectEqual(inner.length, 1, 'how many times the application was called'),
  },
  {
    name: 'passes the request body on, every byte of it and once',
    rules: ['S43', 'A21'],
    moot: ownInput,
    request,
    app: async (environ, startResponse) => {
      startResponse('200 OK', []);
      return [contentOf([await readBody(environ)])];
    },
  },
  {
    name: 'passes the request body on as it comes, to a response that is under way',
    rules: ['S43', 'M3'],
    moot: ownInput,
    request,
    app: (environ, startResponse) => {
      startResponse('200 OK', []);
      return environ['tsgi.input'];
    },
    drive: async ([server], app) => {
      await server!.call(app);
      await server!.take();
      expectEqual(server!.input.given <= 1, true, 'whether the request body was read no further than was passed on');
      while (await server!.take());
      await server!.end();
    },
  },
  {
    name: 'reads nothing of a request body that the application leaves alone',
    rules: ['S51', 'A21'],
    moot: ownInput,
    request,
    app: hello,
    expect: ({ input }) => expectEqual(input.iterated, false, 'whether the request body was read'),
  },
  {
    name: 'passes on what the application takes at most of a request body',
    rules: ['S47', 'A23'],
    moot: ownInput,
    request,
    app: async (environ, startResponse) => {
      environ['tsgi.input'].limit(8);
      const error = await readBody(environ, { limit: 100 }).catch((caught: unknown) => caught);
      serverOf(environ).note(error === serverOf(environ).input.refusal ? 'was refused' : 'was not refused');
      startResponse('413 Content Too Large', []);
      return ['too large'];
    },
    expect: ({ input }) => expectEqual(input.most <= 8, true, 'whether the limit has reached the server'),
  },
  {
    name: 'passes on that the application wants no more of a request body',
    rules: ['S49'],
    moot: ownInput,
    request,
    app: (environ, startResponse) => {
      environ['tsgi.input'].close();
      startResponse('200 OK', []);
      return ['enough'];
    },
    expect: ({ input }) => expectEqual(input.closed, true, 'whether the request body was closed'),
  },
];
