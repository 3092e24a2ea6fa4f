import { createServer } from 'node:https';

import express from 'express';
import session, { MemoryStore, type SessionData } from 'express-session';

import { running } from '../comparison/node-server.ts';
import { type Library, LONG_TEXT } from './library.ts';
import { together, wait, written } from './meeting.ts';
import type { StoreLog } from './store-log.ts';

export const inExpressSession: Library = {
  name: 'express-session',
  packages: ['express-session', 'express'],
  async start({ tls, secret, store }) {
    const app = express();
    // As its README has it.
    app.use(
      session({
        secret,
        resave: false,
        saveUninitialized: true,
        cookie: { secure: true },
        store: new LoggedStore(store),
      }),
    );
    app.get('/untouched', (_request, response) => void response.send('hello'));
    app.get('/read', (request, response) => void response.json(dataOf(request)));
    app.get('/set', (request, response) => {
      Object.assign(dataOf(request), askedOf(request));
      response.send('set');
    });
    app.get('/slow', async (incoming, response) => {
      const data = dataOf(incoming);
      await wait();
      Object.assign(data, askedOf(incoming));
      response.send('set');
    });
    app.get('/count', async (incoming, response) => {
      const data = dataOf(incoming);
      const count = Number(data['count'] ?? 0);
      await together();
      data['count'] = count + 1;
      response.send('set');
    });
    app.get('/nested', (request, response) => {
      const data = dataOf(request);
      if (data['list'] === undefined) data['list'] = [];
      else (data['list'] as string[]).push('one');
      response.send('set');
    });
    app.get('/date', (request, response) => {
      dataOf(request)['at'] = new Date(0);
      response.send('set');
    });
    app.get('/long', (request, response) => {
      dataOf(request)['long'] = LONG_TEXT;
      response.send('set');
    });
    app.get('/late', async (incoming, response) => {
      response.write('first ');
      await written();
      dataOf(incoming)['late'] = 'yes';
      response.end('last');
    });
    app.get('/regenerate', (request, response, next) => {
      request.session.regenerate((error) => (error ? next(error) : response.send('done')));
    });
    app.get('/destroy', (request, response, next) => {
      request.session.destroy((error) => (error ? next(error) : response.send('done')));
    });
    return running(createServer(tls, app).listen(0, '127.0.0.1'));
  },
};

/** What is to be set. */
function askedOf({ query }: express.Request): Record<string, unknown> {
  return typeof query['key'] === 'string' ? { [query['key']]: query['value'] } : {};
}

function dataOf(request: { readonly session?: unknown }): Record<string, unknown> {
  return request.session as Record<string, unknown>;
}

/** Its own memory store, listened to. */
class LoggedStore extends MemoryStore {
  readonly #log: StoreLog;

  constructor(log: StoreLog) {
    super();
    this.#log = log;
  }

  override get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    if (this.#log.failing === 'silently') return;
    attempt(
      () => this.#log.read(),
      callback,
      () => super.get(sid, callback),
    );
  }

  override set(sid: string, data: SessionData, callback: (error?: unknown) => void = () => {}): void {
    attempt(
      () => this.#log.write(sid),
      callback,
      () => super.set(sid, data, callback),
    );
  }
}

function attempt(ask: () => void, fail: (error: unknown) => void, then: () => void): void {
  try {
    ask();
  } catch (error) {
    setImmediate(fail, error);
    return;
  }
  then();
}
