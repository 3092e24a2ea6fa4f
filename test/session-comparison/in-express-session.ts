import { createServer } from 'node:https';

import express from 'express';
import session, { MemoryStore, type SessionData } from 'express-session';

import { running } from '../comparison/node-server.ts';
import type { Library } from './library.ts';
import { sessionRoutes } from './on-express.ts';
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
    sessionRoutes(app);
    app.get('/regenerate', (request, response, next) => {
      request.session.regenerate((error) => (error ? next(error) : response.send('done')));
    });
    app.get('/destroy', (request, response, next) => {
      request.session.destroy((error) => (error ? next(error) : response.send('done')));
    });
    return running(createServer(tls, app).listen(0, '127.0.0.1'));
  },
};

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
