/** The worker of the tests. */

import { type Application, readBody } from '@tsgi/contract';

import { serve, type Worker } from '../../src/workers.ts';

interface Context {
  waitUntil(promise: Promise<unknown>): void;
}

const pages: Readonly<Record<string, Application>> = {
  '/environ'(environ, startResponse) {
    startResponse('200 OK', [['Content-Type', 'application/json']]);
    const { ['workers.env']: env, ['workers.ctx']: context } = environ as unknown as {
      'workers.env': { readonly NAME: string };
      'workers.ctx': Context;
    };
    const { REQUEST_METHOD, PATH_INFO, QUERY_STRING, HTTP_HOST, HTTP_X_A } = environ;
    const binding = [env.NAME, typeof context.waitUntil];
    return [JSON.stringify({ REQUEST_METHOD, PATH_INFO, QUERY_STRING, HTTP_HOST, HTTP_X_A, binding })];
  },
  async '/echo'(environ, startResponse) {
    const content = await readBody(environ);
    startResponse('201 Created', [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    return [content];
  },
  '/measured'(_environ, startResponse) {
    startResponse('200 OK', [['Content-Length', '6']]);
    return new Set(['one', 'two']);
  },
  '/stream'(_environ, startResponse) {
    startResponse('200 OK', []);
    return (async function* () {
      for (const part of ['one ', 'two ', 'three']) {
        await Promise.resolve();
        yield part;
      }
    })();
  },
  '/breaks'(_environ, startResponse) {
    startResponse('200 OK', []);
    return (async function* () {
      yield 'half';
      await Promise.resolve();
      throw new Error('no more');
    })();
  },
  '/hangs'(environ, startResponse) {
    environ['tsgi.exchange'].defer(({ error }) => console.log(`deferred until now: ${String(error)}`));
    startResponse('200 OK', []);
    return (async function* () {
      yield 'begun';
      // A promise that waits for nothing has workerd end the call.
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    })();
  },
  '/later'(environ, startResponse) {
    const { promise, resolve } = Promise.withResolvers<void>();
    environ['tsgi.exchange'].waitUntil(promise.then(() => console.log('waited until now')));
    setTimeout(resolve, 20);
    startResponse('204 No Content', []);
    return [];
  },
};

/** What the module of a worker has for its default. */
export const worker: Worker = serve(
  (environ, startResponse) => {
    const page = pages[environ.PATH_INFO];
    if (page === undefined) throw new Error(`there is no page ${environ.PATH_INFO}`);
    return page(environ, startResponse);
  },
  { limits: { bodyBytes: 10 } },
);
