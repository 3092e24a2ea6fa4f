import { Readable } from 'node:stream';
import type { AddressInfo } from 'node:net';

import fastifyCookie from '@fastify/cookie';
import fastifySession, { type FastifySessionOptions } from '@fastify/session';
import { fastify, type FastifyRequest } from 'fastify';

import { type Library, LONG_TEXT } from './library.ts';
import { together, wait, written } from './meeting.ts';
import type { StoreLog } from './store-log.ts';

interface Asked {
  Querystring: { key: string; value: string };
}

export const inFastifySession: Library = {
  name: '@fastify/session',
  packages: ['@fastify/session', 'fastify'],
  async start({ tls, secret, store }) {
    const app = fastify({ https: tls, forceCloseConnections: true });
    await app.register(fastifyCookie);
    await app.register(fastifySession, { secret, store: loggedStore(store) });
    app.get('/untouched', async () => 'hello');
    app.get('/read', async ({ session }) => ({ ...session, cookie: undefined }));
    app.get<Asked>('/set', async (incoming) => {
      valuesOf(incoming).set(incoming.query.key, incoming.query.value);
      return 'set';
    });
    app.get<Asked>('/slow', async (incoming) => {
      await wait();
      valuesOf(incoming).set(incoming.query.key, incoming.query.value);
      return 'set';
    });
    app.get('/count', async (incoming) => {
      const values = valuesOf(incoming);
      const count = Number(values.get('count') ?? 0);
      await together();
      values.set('count', count + 1);
      return 'set';
    });
    app.get('/nested', async (incoming) => {
      const values = valuesOf(incoming);
      const list = values.get('list');
      if (list === undefined) values.set('list', []);
      else (list as string[]).push('one');
      return 'set';
    });
    app.get('/date', async (incoming) => {
      valuesOf(incoming).set('at', new Date(0));
      return 'set';
    });
    app.get('/long', async (incoming) => {
      valuesOf(incoming).set('long', LONG_TEXT);
      return 'set';
    });
    app.get('/late', async (incoming, reply) => {
      const chunks = async function* (): AsyncGenerator<string> {
        yield 'first ';
        await written();
        valuesOf(incoming).set('late', 'yes');
        yield 'last';
      };
      return reply.type('text/plain').send(Readable.from(chunks()));
    });
    app.get('/regenerate', async ({ session }) => {
      await session.regenerate(['who']);
      return 'done';
    });
    app.get('/destroy', async ({ session }) => {
      await session.destroy();
      return 'done';
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
  },
};

/** Its types know the keys that a program declares globally, which we do not. */
function valuesOf({ session }: FastifyRequest): { get(key: string): unknown; set(key: string, value: unknown): void } {
  return session;
}

type Store = NonNullable<FastifySessionOptions['store']>;

/** Its own memory store, listened to, which keeps a text as all others do: by itself it keeps the very objects. */
function loggedStore(log: StoreLog): Store {
  const sessions = new fastifySession.MemoryStore();
  const attempt = (ask: () => void, callback: (error: unknown) => void, then: () => void): void => {
    if (log.failing === 'silently') return;
    try {
      ask();
    } catch (error) {
      setImmediate(callback, error);
      return;
    }
    then();
  };
  return {
    get: (id, callback) =>
      attempt(
        () => log.read(),
        callback,
        () => sessions.get(id, callback),
      ),
    set: (id, session, callback) =>
      attempt(
        () => log.write(id),
        callback,
        () => sessions.set(id, JSON.parse(JSON.stringify(session)) as typeof session, callback),
      ),
    destroy: (id, callback) => sessions.destroy(id, callback),
  };
}
