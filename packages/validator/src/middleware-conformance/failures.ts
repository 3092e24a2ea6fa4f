/** Failures: whatever is thrown comes through, the very same, and what was begun is ended. */

import { HttpError, readBody, type Application } from '@tsgi/contract';

import { answering } from '../conformance/application-kinds.ts';
import { serverOf } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import { noteAsked } from './observed-body.ts';
import { watched } from './watched.ts';

const error = new Error('the application of this case fails');
const fails = { error };

const passes = (when: string, app: Application): MiddlewareCase => ({
  name: `passes an error on that ${when}`,
  rules: ['M8'],
  app,
});

/** An application that fails, and answers its failure while its body is read. */
const failing =
  (before: number): Application =>
  (environ, startResponse) => {
    const server = serverOf(environ);
    startResponse('200 OK', [['Content-Type', 'text/plain']]);
    let asked = 0;
    return {
      [Symbol.iterator]: () => ({
        next: () => {
          noteAsked(server, ++asked);
          if (asked <= before) return { done: false, value: 'one' };
          if (asked > before + 1) return { done: true, value: undefined };
          server.note('failed');
          startResponse('500 Internal Server Error', [['Content-Type', 'text/html']], error);
          return { done: false, value: 'an error page' };
        },
      }),
    };
  };

export const failures: readonly MiddlewareCase[] = [
  passes('is thrown before the head', () => {
    throw error;
  }),
  passes('is thrown after the head', (_environ, startResponse) => {
    startResponse('200 OK', []);
    throw error;
  }),
  passes('a promise rejects with before the head', () => Promise.reject(error)),
  passes('a promise rejects with after the head', async (_environ, startResponse) => {
    startResponse('200 OK', []);
    await Promise.resolve();
    throw error;
  }),
  passes(
    'iterating throws',
    answering((environ) => ({
      [Symbol.iterator]: () => {
        serverOf(environ).note('failed');
        throw error;
      },
    })),
  ),
  passes('is thrown for the first chunk', watched({ chunks: ['one'], fails })),
  passes('is thrown after a chunk', watched({ chunks: ['one', 'two'], fails })),
  passes('a promise of a chunk rejects with', watched({ iterators: 'async', chunks: ['one', 'two'], fails })),
  passes(
    'disposing throws',
    answering(() => ({
      *[Symbol.iterator]() {
        yield 'one';
      },
      [Symbol.dispose]: () => {
        throw error;
      },
    })),
  ),
  passes('knows its answer, which is the business of a layer further out,', () => {
    throw notFound;
  }),
  passes('is no Error', () => {
    // oxlint-disable-next-line typescript/only-throw-error -- what the case is about
    throw 'a string';
  }),
  {
    name: 'passes the refusal of a long request on',
    rules: ['M8', 'S11'],
    request: { input: [new Uint8Array(8)], environ: { REQUEST_METHOD: 'POST' } },
    app: async (environ, startResponse) => {
      startResponse('200 OK', []);
      return [await readBody(environ, { limit: 4 })];
    },
  },
  {
    name: 'lets an error page replace the head before the application has returned',
    rules: ['A3', 'S6'],
    app: (_environ, startResponse) => {
      startResponse('200 OK', [['X-Of-The-Page', 'yes']]);
      startResponse('500 Internal Server Error', [['Content-Type', 'text/html']], error);
      return ['an error page'];
    },
  },
  {
    name: 'lets an error page replace the head when the body is begun',
    rules: ['A3', 'S6'],
    app: failing(0),
  },
  {
    name: 'has startResponse throw its error back when the head has been sent',
    rules: ['A4', 'S6'],
    app: failing(1),
  },
];

const notFound = new HttpError(404, 'the application of this case finds nothing');
