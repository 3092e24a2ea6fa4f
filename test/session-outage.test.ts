/** A store whose server is gone, or stands still: an error in time for whoever asks, and all as before when it is back. */

import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Application } from '@tsgi/contract';
import { postgresStore, redisStore, session, sessions, type SessionStore, sqliteStore } from '@tsgi/sessions';
import { client } from '@tsgi/testing';
import { errors, handler, text } from '@tsgi/web';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { createClient } from 'redis';
import { expect, test } from 'vitest';

import { startPostgres } from './servers/postgres.ts';
import { startRedis } from './servers/redis.ts';

/** A busy machine may take long to start a server. */
const timeout = 60_000;

/** Counts visits; `/look` only reads, `/home` does not ask. */
function counting(store: SessionStore): Application {
  const layer = sessions({ store, storeTimeoutMs: 200 });
  const app = handler(async (request) => {
    if (request.path === '/home') return text('home');
    const visits = await session<{ count: number }>(request);
    if (request.path === '/count') visits.update('count', (count = 0) => count + 1);
    return text(`${visits.get('count') ?? 0}`);
  });
  return errors()(layer(app));
}

type Ask = (target: string) => Promise<string>;

/** One client with its cookie: what it is answered, or the status where that is an error. */
function visitor(app: Application): Ask {
  const http = client(app, { origin: 'https://site.example' });
  return async (target) => {
    const response = await http.get(target);
    return response.status === 200 ? response.text() : `${response.status}`;
  };
}

async function expectOutage(ask: Ask): Promise<void> {
  expect(await ask('/look')).toBe('503');
  expect(await ask('/count')).toBe('503');
  // Clients that do not need the store notice nothing.
  expect(await ask('/home')).toBe('home');
}

test(
  'a Redis that stands still is answered 503 in time, and the session is there when it goes on',
  { timeout },
  async (context) => {
    await using server = await startRedis(context);
    const node = await createClient({ url: `redis://127.0.0.1:${server.port}` })
      .on('error', () => {})
      .connect();
    const io = new Redis(server.port, '127.0.0.1').on('error', () => {});
    for (const given of [node, io]) {
      const ask = visitor(counting(redisStore({ client: given })));
      expect([await ask('/count'), await ask('/count')]).toEqual(['1', '2']);
      server.pause();
      await expectOutage(ask);
      server.resume();
      // What was given up may have been written after all: the visitor was told that nobody knows.
      await expect.poll(() => ask('/look')).toMatch(/^[23]$/);
    }
    node.destroy();
    io.disconnect();
  },
);

test('a Redis that is gone is answered 503 in time, and taken again when it is back', { timeout }, async (context) => {
  await using server = await startRedis(context);
  const node = () =>
    createClient({ url: `redis://127.0.0.1:${server.port}` })
      .on('error', () => {})
      .connect();
  const io = () => new Redis(server.port, '127.0.0.1', { maxRetriesPerRequest: null }).on('error', () => {});
  // Each connects when it is its turn: the other's outage is none of its own.
  for (const connect of [node, io]) {
    const given = await connect();
    const ask = visitor(counting(redisStore({ client: given })));
    expect(await ask('/count')).toBe('1');
    await server.stop();
    await expectOutage(ask);
    await server.restart();
    // It keeps nothing on the disk here, so this is a new session.
    await expect.poll(() => ask('/count'), { timeout: 20_000 }).toMatch(/^[12]$/);
    await given.disconnect();
  }
});

test(
  'a PostgreSQL that is held up, or is gone, is answered 503 in time, and the session is there afterwards',
  { timeout },
  async (context) => {
    await using server = await startPostgres(context);
    const pool = new Pool({ host: '127.0.0.1', port: server.port, user: 'tsgi', database: 'postgres', max: 4 });
    pool.on('error', () => {});
    const store = postgresStore({ client: pool });
    await store.ensureTable();
    const ask = visitor(counting(store));
    expect([await ask('/count'), await ask('/count')]).toEqual(['1', '2']);

    const other = await pool.connect();
    await other.query('BEGIN; LOCK TABLE tsgi_session IN ACCESS EXCLUSIVE MODE');
    await expectOutage(ask);
    await other.query('COMMIT');
    other.release();
    // What was given up may have been written after all: the visitor was told that nobody knows.
    await expect.poll(() => ask('/look')).toMatch(/^[23]$/);

    await server.stop();
    await expectOutage(ask);
    await server.restart();
    await expect.poll(() => ask('/look')).toMatch(/^[23]$/);
    await pool.end();
  },
);

test('a SQLite file that another process keeps locked is answered 503 in time, and read meanwhile', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-outage-'));
  const file = path.join(folder, 'sessions.db');
  const store = sqliteStore({ path: file });
  const ask = visitor(counting(store));
  expect(await ask('/count')).toBe('1');
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  expect(await ask('/count')).toBe('503');
  expect(await ask('/look')).toBe('1');
  other.exec('COMMIT');
  await expect.poll(() => ask('/look')).toMatch(/^[12]$/);
  other.close();
  await store.close?.();
  rmSync(folder, { recursive: true });
});
