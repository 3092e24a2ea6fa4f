import { get, router } from '@tsgi/router';
import { serve } from '@tsgi/server';
import { memoryStore, session, sessions, type SessionStore } from '@tsgi/sessions';
import { errors, json, notFound, stream, text } from '@tsgi/web';

import { type Library, LONG_TEXT } from './library.ts';
import { together, wait, written } from './meeting.ts';
import type { StoreLog } from './store-log.ts';

const KEYS = ['who', 'a', 'b', 'count', 'list', 'at', 'late', 'long'];

const app = router([
  get('/untouched', () => text('hello')),
  get('/read', async (request) => {
    const found = await session(request);
    return json(Object.fromEntries(KEYS.map((key) => [key, found.get(key)])));
  }),
  get('/set', async (request) => {
    const { query } = request;
    (await session(request)).set(query.get('key') ?? '', query.get('value'));
    return text('set');
  }),
  get('/slow', async (request) => {
    const found = await session(request);
    await wait();
    found.set(request.query.get('key') ?? '', request.query.get('value'));
    return text('set');
  }),
  get('/count', async (request) => {
    const found = await session<{ count: number }>(request);
    await together();
    found.update('count', (count = 0) => count + 1);
    return text('set');
  }),
  get('/nested', async (request) => {
    const found = await session<{ list: string[] }>(request);
    const list = found.get('list');
    if (list === undefined) found.set('list', []);
    else list.push('one');
    return text('set');
  }),
  get('/date', async (request) => {
    (await session(request)).set('at', new Date(0));
    return text('set');
  }),
  get('/long', async (request) => {
    (await session(request)).set('long', LONG_TEXT);
    return text('set');
  }),
  get('/late', async (request) => {
    const found = await session(request);
    const chunks = async function* (): AsyncGenerator<string> {
      yield 'first ';
      await written();
      found.set('late', 'yes');
      yield 'last';
    };
    return stream(chunks(), { type: 'text/plain' });
  }),
  get('/regenerate', async (request) => {
    (await session(request)).regenerate();
    return text('done');
  }),
  get('/destroy', async (request) => {
    (await session(request)).destroy();
    return text('done');
  }),
])(notFound());

const quiet = { write: () => {}, flush: () => {} };

export const inTsgi: Library = {
  name: 'TSGI, memory store',
  packages: [],
  async start({ tls, secret, store }) {
    const layer = sessions({ secrets: secret, store: loggedStore(store), storeTimeoutMs: 300 });
    return serve(errors()(layer(app)), { port: 0, tls, errors: quiet });
  },
};

export const inTsgiSealed: Library = {
  name: 'TSGI, sealed cookie',
  packages: [],
  async start({ tls, secret }) {
    return serve(errors()(sessions({ secrets: secret })(app)), { port: 0, tls, errors: quiet });
  },
};

/** The memory store, listened to. */
function loggedStore(log: StoreLog): SessionStore {
  const store = memoryStore();
  return {
    read(key) {
      if (log.failing === 'silently') return new Promise(() => {});
      log.read();
      return store.read(key);
    },
    write(stored) {
      log.write(stored.id);
      return store.write(stored);
    },
    touch: (key, expiresAt) => store.touch(key, expiresAt),
    delete: (key, version) => store.delete(key, version),
  };
}
