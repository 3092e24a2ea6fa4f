/** The client goes away: before the head, before the first chunk, between chunks, while one is awaited. */

import type { Application } from '@tsgi/contract';

import { answering } from '../conformance/application-kinds.ts';
import { serverOf, type HandServer } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import { observedBody } from './observed-body.ts';
import { watched } from './watched.ts';

const afterTheFirst: NonNullable<MiddlewareCase['drive']> = async ([server], app) => {
  await server!.call(app);
  await server!.take();
  server!.abort();
  await server!.end();
};

const beforeTheHead: NonNullable<MiddlewareCase['drive']> = async ([server], app) => {
  const called = server!.call(app);
  await server!.paused;
  server!.abort();
  server!.resume();
  await called;
  await server!.end();
};

/** @returns what becomes of the chunk that was awaited. */
async function abortWhileAwaited(server: HandServer, app: Application): Promise<{ pending: Promise<unknown> }> {
  await server.call(app);
  await server.take();
  // Not awaited: whether it ever settles is the affair of the disposal.
  const pending = server.take();
  await Promise.race([server.paused, pending]);
  server.abort();
  await server.end();
  return { pending };
}

async function* waitingForEver(server: HandServer): AsyncGenerator<string> {
  yield 'one';
  await server.pause();
}

export const aborts: readonly MiddlewareCase[] = [
  {
    name: 'disposes of a body that comes when the client has gone',
    rules: ['S8', 'S32'],
    app: async (environ, startResponse) => {
      const server = serverOf(environ);
      await server.pause();
      startResponse('200 OK', []);
      return observedBody(server);
    },
    drive: beforeTheHead,
  },
  {
    name: 'passes on what an application throws when the client has gone',
    rules: ['M8', 'S13'],
    app: async (environ) => {
      await serverOf(environ).pause();
      throw environ['tsgi.exchange'].signal.reason;
    },
    drive: beforeTheHead,
  },
  {
    name: 'has startResponse throw its error back when the client has gone',
    rules: ['S6'],
    app: async (environ, startResponse) => {
      const server = serverOf(environ);
      await server.pause();
      const error = environ['tsgi.exchange'].signal.reason;
      try {
        startResponse('500 Internal Server Error', [], error);
      } catch (thrown) {
        server.note(thrown === error ? 'had its error thrown back' : 'had another error thrown at it');
        throw thrown;
      }
      return ['an error page'];
    },
    drive: beforeTheHead,
  },
  {
    name: 'disposes of a body that nobody has begun to read',
    rules: ['S32'],
    app: watched(),
    drive: async ([server], app) => {
      await server!.call(app);
      server!.abort();
      await server!.end();
    },
  },
  {
    name: 'ends a synchronous body after a chunk, and disposes of it',
    rules: ['S32', 'S34'],
    app: watched(),
    drive: afterTheFirst,
  },
  {
    name: 'ends an asynchronous body after a chunk, and disposes of it',
    rules: ['S32', 'S34'],
    app: watched({ iterators: 'async', disposal: 'async' }),
    drive: afterTheFirst,
  },
  {
    name: 'disposes of a body whose next chunk is awaited',
    rules: ['S32', 'S34'],
    app: watched({ iterators: 'async', pausesAt: 2 }),
    drive: async ([server], app) => {
      const { pending } = await abortWhileAwaited(server!, app);
      await pending;
    },
  },
  {
    name: 'ends an exchange whose generator waits for what never comes',
    rules: ['S34', 'S37'],
    app: answering((environ) => {
      const server = serverOf(environ);
      environ['tsgi.exchange'].defer(() => server.note('came to its end'));
      return waitingForEver(server);
    }),
    drive: async ([server], app) => {
      await abortWhileAwaited(server!, app);
    },
  },
  {
    name: 'lets the abort through to an application that waits for it',
    rules: ['S41', 'M1'],
    app: async (environ, startResponse) => {
      const server = serverOf(environ);
      environ['tsgi.exchange'].signal.addEventListener('abort', () => server.note('saw the abort'));
      await server.pause();
      startResponse('200 OK', []);
      return ['too late'];
    },
    drive: beforeTheHead,
  },
  {
    name: 'tells deferred functions of the abort',
    rules: ['S38', 'M1'],
    app: answering((environ) => {
      const server = serverOf(environ);
      environ['tsgi.exchange'].defer(({ error }) => {
        server.note(error === server.exchange.signal.reason ? 'was told of the abort' : 'was told of something else');
      });
      return observedBody(server);
    }),
    drive: afterTheFirst,
  },
];
