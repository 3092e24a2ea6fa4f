/** A process that counts in a session: `node counting-server.ts <kind of store> <port or path>`. It prints its own port. */

import { serve } from '@tsgi/server';
import { postgresStore, redisStore, type SessionStore, sqliteStore } from '@tsgi/sessions';
import { Cluster } from 'ioredis';
import { Pool } from 'pg';
import { createClient } from 'redis';

import { countingApp } from './counting-app.ts';

const [kind = '', place = ''] = process.argv.slice(2);

async function open(): Promise<SessionStore> {
  switch (kind) {
    case 'sqlite':
      return sqliteStore({ path: place });
    case 'redis':
      return redisStore({ client: await createClient({ url: `redis://127.0.0.1:${place}` }).connect() });
    case 'redis-cluster':
      return redisStore({ client: new Cluster([{ host: '127.0.0.1', port: Number(place) }]) });
    case 'postgres': {
      const client = new Pool({ host: '127.0.0.1', port: Number(place), user: 'tsgi', database: 'postgres' });
      const store = postgresStore({ client });
      await store.ensureTable();
      return store;
    }
    default:
      throw new Error(`there is no store ${kind}`);
  }
}

const quiet = { write: () => {}, flush: () => {} };
const server = await serve(countingApp(await open()), { port: 0, errors: quiet });
console.log(server.port);
