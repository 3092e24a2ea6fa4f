/** Several exchanges in the same middleware at once, each with its own. */

import { answering, answeringLater } from '../conformance/application-kinds.ts';
import { expectEqual } from '../conformance/expectation.ts';
import { serverOf, type HandRequest, type HandServer } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import { observedBody } from './observed-body.ts';

/** How many exchanges there are at once. */
const MANY = 8;

const request = (index: number): HandRequest => ({ environ: { HTTP_X_EXCHANGE: String(index) } });
const chunksOf = (index: string | undefined): string[] => [1, 2, 3].map((each) => `${index}-${each} `);
const each = (servers: readonly HandServer[], act: (server: HandServer) => Promise<unknown>): Promise<unknown> =>
  Promise.all(servers.map((server) => act(server)));

/** Reads the bodies by turns, a chunk of each. */
async function readByTurns(servers: readonly HandServer[]): Promise<void> {
  for (let more = true; more;) {
    more = false;
    for (const server of servers) more = (await server.take()) || more;
  }
}

export const concurrency: readonly MiddlewareCase[] = [
  {
    name: 'keeps the heads of exchanges apart that run at once',
    rules: ['A1'],
    exchanges: MANY,
    request,
    app: async (environ, startResponse) => {
      await serverOf(environ).pause();
      startResponse('200 OK', [['X-Exchange', environ.HTTP_X_EXCHANGE ?? '']]);
      await Promise.resolve();
      return [environ.HTTP_X_EXCHANGE ?? ''];
    },
    drive: async (servers, app) => {
      const called = each(servers, (server) => server.call(app));
      await each(servers, (server) => server.paused);
      // The last to come is the first to go on.
      for (const server of servers.toReversed()) server.resume();
      await called;
      await readByTurns(servers);
      await each(servers, (server) => server.end());
    },
  },
  ...(['sync', 'async'] as const).map((iterators): MiddlewareCase => ({
    name: `keeps the ${iterators === 'sync' ? '' : 'a'}synchronous bodies of exchanges apart that run at once`,
    rules: ['A1'],
    exchanges: MANY,
    request,
    app: answering((environ) =>
      observedBody(serverOf(environ), { iterators, chunks: chunksOf(environ.HTTP_X_EXCHANGE) }),
    ),
    drive: async (servers, app) => {
      await each(servers, (server) => server.call(app));
      await readByTurns(servers);
      await each(servers, (server) => server.end());
    },
  })),
  {
    name: 'carries on with other exchanges when one is aborted',
    rules: ['A1', 'S14'],
    exchanges: 3,
    request,
    app: answeringLater(async (environ) => observedBody(serverOf(environ))),
    drive: async (servers, app) => {
      await each(servers, (server) => server.call(app));
      await each(servers, (server) => server.take());
      servers[1]!.abort();
      await servers[1]!.end();
      await readByTurns([servers[0]!, servers[2]!]);
      await each([servers[0]!, servers[2]!], (server) => server.end());
    },
  },
  {
    name: 'carries on with the next exchange when one has failed',
    rules: ['A1', 'S14'],
    exchanges: 3,
    request,
    app: (environ, startResponse) => {
      if (environ.HTTP_X_EXCHANGE === '1') throw failure;
      startResponse('200 OK', []);
      return [`exchange ${environ.HTTP_X_EXCHANGE}`];
    },
  },
  {
    name: 'keeps deferred functions with their exchange',
    rules: ['A1', 'M1'],
    exchanges: MANY,
    request,
    app: answering((environ) => {
      const server = serverOf(environ);
      environ['tsgi.exchange'].defer(() => server.note('ran its deferred function'));
      return observedBody(server);
    }),
    drive: async (servers, app) => {
      await each(servers, (server) => server.call(app));
      for (const server of servers.toReversed()) {
        while (await server.take());
        await server.end();
        expectEqual(server.events.at(-1), 'ran its deferred function', 'the end of an exchange');
      }
    },
  },
];

const failure = new Error('the application of this case fails');
