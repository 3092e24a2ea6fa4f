import { Client, Pool } from 'pg';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { startPostgres } from '../../../test/servers/postgres.ts';
import type { ProgramServer } from '../../../test/servers/program-server.ts';
import { nextOf } from '../src/conformance/stage.ts';
import { randomId } from '../src/random-id.ts';
import { postgresStore } from '../src/postgres-store.ts';
import { declareStore } from './declared-store.ts';

let server: ProgramServer | undefined;
beforeEach(async (context) => {
  // A busy machine may take long to start one.
  server ??= await startPostgres(context);
}, 60_000);
afterAll(() => server?.[Symbol.asyncDispose]());

const account = () => ({ host: '127.0.0.1', port: server!.port, user: 'tsgi', database: 'postgres' });
const session = (id: string) => ({ id, version: 1, data: '{}', createdAt: 1, expiresAt: Date.now() + 60_000 });

async function withPool(act: (pool: Pool) => Promise<void>): Promise<void> {
  const pool = new Pool({ ...account(), max: 8 });
  try {
    await act(pool);
  } finally {
    await pool.end();
  }
}

test('keeps a session in a table that it makes', () =>
  withPool(async (client) => {
    const store = postgresStore({ client });
    await store.ensureTable();
    const first = session('abc');
    expect(await store.write(first)).toBe('abc');
    expect(await store.read('abc')).toEqual(first);
    const { rows } = await client.query('SELECT * FROM tsgi_session');
    expect(rows).toEqual([{ id: 'abc', version: '1', data: '{}', created_at: '1', expires_at: `${first.expiresAt}` }]);
  }));

describe('with a Pool, by the suite', () => {
  declareStore(async () => {
    const client = new Pool({ ...account(), max: 4 });
    const store = postgresStore({ client, table: 'pooled' });
    await store.ensureTable();
    return { ...store, close: () => client.end() };
  });
});

describe('with a Client, by the suite', () => {
  declareStore(async () => {
    const client = new Client(account());
    await client.connect();
    const store = postgresStore({ client, table: 'public.single' });
    await store.ensureTable();
    return { ...store, close: () => client.end() };
  });
});

test('makes its table once, whoever asks for it at the same time', () =>
  withPool(async (client) => {
    const stores = Array.from({ length: 8 }, () => postgresStore({ client, table: 'at_once' }));
    await Promise.all(stores.map((store) => store.ensureTable()));
    await stores[0]!.write(session('kept'));
    await stores[1]!.ensureTable();
    expect(await stores[2]!.read('kept')).toMatchObject({ version: 1 });
  }));

test('forgets by itself what has expired, some with a write now and then', () =>
  withPool(async (client) => {
    const store = postgresStore({ client, table: 'forgotten' });
    await store.ensureTable();
    await client.query("INSERT INTO forgotten SELECT 'expired' || n, 1, '{}', 1, 2 FROM generate_series(1, 1500) AS n");
    const count = async () => Number((await client.query('SELECT count(*) AS n FROM forgotten')).rows[0].n);
    await store.write(session('a'));
    await vi.waitFor(async () => expect(await count()).toBe(501));
    // There was more, so the next write goes on.
    await store.write(session('b'));
    await vi.waitFor(async () => expect(await count()).toBe(2));
    await client.query("INSERT INTO forgotten VALUES ('late', 1, '{}', 1, 2)");
    await store.write(session('c'));
    expect(await count()).toBe(4);
  }));

test('sweeps in parts, of which two processes share the work', () =>
  withPool(async (client) => {
    const store = postgresStore({ client, table: 'swept' });
    await store.ensureTable();
    await client.query("INSERT INTO swept SELECT 'expired' || n, 1, '{}', 1, 2 FROM generate_series(1, 5000) AS n");
    const swept = await Promise.all([store.sweep(), store.sweep()]);
    // Each leaves what the other has in hand.
    expect(swept[0] + swept[1] + (await store.sweep())).toBe(5000);
  }));

test('finds what has expired by an index', () =>
  withPool(async (client) => {
    const store = postgresStore({ client, table: 'indexed' });
    await store.ensureTable();
    const { rows } = await client.query(
      "SELECT indexdef FROM pg_indexes WHERE tablename = 'indexed' ORDER BY indexname",
    );
    expect(rows.map(({ indexdef }: { indexdef: string }) => indexdef)).toEqual([
      expect.stringMatching(/indexed_expires_at .*\(expires_at\)$/),
      expect.stringMatching(/UNIQUE INDEX .*\(id COLLATE "C"\)$|UNIQUE INDEX .*\(id\)$/),
    ]);
  }));

test(
  'says what is wrong where the server is down, and goes on when it is back',
  () =>
    withPool(async (client) => {
      // A pool says what becomes of its idle connections.
      client.on('error', () => {});
      const store = postgresStore({ client, table: 'restarted' });
      await store.ensureTable();
      const first = session(randomId());
      await store.write(first);
      await server!.stop();
      await expect(store.read(first.id)).rejects.toThrow(/terminat|ECONNREFUSED/);
      await expect(store.write(nextOf(first))).rejects.toThrow(/terminat|ECONNREFUSED/);
      await server!.restart();
      expect(await store.read(first.id)).toEqual(first);
    }),
  30_000,
);

test.each([
  [{}, 'postgresStore(): client must be a Pool or a Client of pg, or have the same query()'],
  [
    { client: { query() {} }, table: 'a"; DROP TABLE b' },
    'postgresStore(): table must be a name of lower-case letters, digits and _, got a"; DROP TABLE b',
  ],
])('refuses %j', (options, message) => {
  expect(() => Reflect.apply(postgresStore, undefined, [options])).toThrow(new TypeError(message));
});
