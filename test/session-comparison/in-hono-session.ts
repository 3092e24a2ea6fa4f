import { once } from 'node:events';
import { createServer } from 'node:https';

import { serve } from '@hono/node-server';
import { type SessionEnv, useSession } from '@hono/session';
import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';

import { running } from '../comparison/node-server.ts';
import { type Library, LONG_TEXT } from './library.ts';
import { together, wait, written } from './meeting.ts';

type App = Context<SessionEnv>;

export const inHonoSession: Library = {
  name: '@hono/session',
  packages: ['@hono/session', 'hono'],
  async start({ tls, secret }) {
    const app = new Hono<SessionEnv>();
    app.use(useSession({ secret }));
    app.get('/untouched', (context) => context.text('hello'));
    app.get('/read', async ({ json, var: { session } }) => json((await session.get()) ?? {}));
    app.get('/set', async (context) => {
      await set(context, { [context.req.query('key') ?? '']: context.req.query('value') });
      return context.text('set');
    });
    app.get('/slow', async (context) => {
      await context.var.session.get();
      await wait();
      await set(context, { [context.req.query('key') ?? '']: context.req.query('value') });
      return context.text('set');
    });
    app.get('/count', async (context) => {
      await context.var.session.get();
      await together();
      await context.var.session.update((data) => ({ ...data, count: Number(data?.['count'] ?? 0) + 1 }));
      return context.text('set');
    });
    app.get('/nested', async (context) => {
      const { list } = (await context.var.session.get()) ?? {};
      if (list === undefined) await set(context, { list: [] });
      else (list as string[]).push('one');
      return context.text('set');
    });
    app.get('/date', async (context) => {
      await set(context, { at: new Date(0) });
      return context.text('set');
    });
    app.get('/long', async (context) => {
      await set(context, { long: LONG_TEXT });
      return context.text('set');
    });
    app.get('/late', (context) =>
      stream(context, async (body) => {
        await body.write('first ');
        await written();
        await set(context, { late: 'yes' });
        await body.write('last');
      }),
    );
    app.get('/destroy', (context) => {
      context.var.session.delete();
      return context.text('done');
    });
    const options = { fetch: app.fetch, port: 0, hostname: '127.0.0.1', createServer, serverOptions: tls };
    // Other contestants run in the same process.
    const alone = { ...options, overrideGlobalObjects: false };
    const server = serve(alone) as ReturnType<typeof createServer>;
    if (!server.listening) await once(server, 'listening');
    return running(server);
  },
};

async function set({ var: { session } }: App, values: Record<string, unknown>): Promise<void> {
  await session.update((data) => ({ ...data, ...values }));
}
