/** Streaming: nothing is asked for early, and nothing is held back. */

import type { Application } from '@tsgi/contract';

import { answering } from '../conformance/application-kinds.ts';
import { serverOf, type HandServer } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import { observedBody } from './observed-body.ts';
import type { Statement } from './statement.ts';
import { watched } from './watched.ts';

const waits = ({ waits: stated }: Statement): string | undefined =>
  stated ? 'waits for something of its own' : undefined;

/** Watches what is asked for between the steps of one exchange. */
async function expectUnasked(server: HandServer, app: Application): Promise<void> {
  await server.call(app);
  // Whatever runs by itself has run by then.
  await server.idle();
  const early = server.events.find((event) => event.startsWith('was asked'));
  if (early !== undefined) throw new Error(`the application ${early}`);
}

const streams = (iterators: 'sync' | 'async'): readonly MiddlewareCase[] => {
  const body = iterators === 'sync' ? 'a synchronous body' : 'an asynchronous body';
  return [
    {
      name: `hands each chunk of ${body} on before it asks for the next`,
      rules: ['M3'],
      app: watched({ iterators, chunks: ['one', 'two', 'three', 'four', 'five'] }),
    },
    {
      name: `asks for no chunk of ${body} before one is asked of it`,
      rules: ['M2', 'S18'],
      app: watched({ iterators }),
      drive: async ([server], app) => {
        await expectUnasked(server!, app);
        await server!.take();
        await server!.idle();
        while (await server!.take());
        await server!.end();
      },
    },
    {
      name: `hands the empty chunks of ${body} on, which send the head`,
      rules: ['M3', 'A19'],
      app: watched({ iterators, chunks: ['', 'event: one\n\n', '', 'event: two\n\n'] }),
      drive: async ([server], app) => {
        await server!.call(app);
        await server!.take();
        const chunks = server!.events.filter((event) => event.startsWith('was asked')).length;
        if (chunks > 1) throw new Error(`the first chunk came only when ${chunks} had been asked for`);
        while (await server!.take());
        await server!.end();
      },
    },
  ];
};

export const streaming: readonly MiddlewareCase[] = [
  ...streams('sync'),
  ...streams('async'),
  {
    name: 'asks for nothing of a promised body before its own value has settled',
    rules: ['M2'],
    app: async (environ, startResponse) => {
      startResponse('200 OK', []);
      return observedBody(serverOf(environ));
    },
    drive: async ([server], app) => {
      await expectUnasked(server!, app);
      while (await server!.take());
      await server!.end();
    },
  },
  {
    name: 'lets chunks through that come after a while',
    rules: ['M3'],
    app: watched({ iterators: 'async', chunks: ['one', 'two'], pausesAt: 2 }),
    drive: async ([server], app) => {
      await server!.call(app);
      await server!.take();
      const next = server!.take();
      await Promise.race([server!.paused, next]);
      server!.resume();
      if (await next) while (await server!.take());
      await server!.end();
    },
  },
  {
    name: 'gives no promise around a synchronous application',
    rules: ['M7'],
    moot: waits,
    app: answering(() => ['one']),
    expect: ({ synchronous }) => {
      if (!synchronous) throw new Error('the application returned a body, the middleware a promise of one');
    },
  },
  {
    name: 'gives no promise of a chunk around a synchronous body',
    rules: ['M7'],
    moot: waits,
    app: watched(),
    expect: ({ iteratedSynchronously }) => {
      if (!iteratedSynchronously) throw new Error('the body could be iterated synchronously, and now it cannot');
    },
  },
];
