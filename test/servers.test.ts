/** The servers that tests of stores stand on. */

import { existsSync } from 'node:fs';
import { connect } from 'node:net';

import { Client } from 'pg';
import { createClient, createCluster } from 'redis';
import { expect, test } from 'vitest';

import type { ProgramServer } from './servers/program-server.ts';
import { startPostgres } from './servers/postgres.ts';
import { startRedisCluster } from './servers/redis-cluster.ts';
import { startRedis } from './servers/redis.ts';

/** A busy machine may take long to start one. */
const STARTS = 60_000;

test('starts a Redis on a port of its own, and leaves nothing behind', { timeout: STARTS }, async (context) => {
  let left: ProgramServer;
  {
    await using server = await startRedis(context);
    left = server;
    const client = await createClient({ url: `redis://127.0.0.1:${server.port}` }).connect();
    expect(await client.ping()).toBe('PONG');
    await client.close();
  }
  await expectGone(left);
});

test('puts a cluster of three nodes together, each with its slots', { timeout: STARTS }, async (context) => {
  await using cluster = await startRedisCluster(context);
  const rootNodes = cluster.nodes.map(({ port }) => ({ url: `redis://127.0.0.1:${port}` }));
  const client = await createCluster({ rootNodes }).connect();
  // The slots of these three lie on three nodes.
  for (const key of ['b', 'c', 'a']) {
    await client.set(key, `value of ${key}`);
    expect(await client.get(key)).toBe(`value of ${key}`);
  }
  expect(client.masters).toHaveLength(3);
  await client.close();
});

test(
  'starts a PostgreSQL, also as root, which keeps its data when it is stopped and started again',
  {
    timeout: STARTS,
  },
  async (context) => {
    let left: ProgramServer;
    {
      await using server = await startPostgres(context);
      left = server;
      const query = async (text: string): Promise<unknown[]> => {
        const client = new Client({ host: '127.0.0.1', port: server.port, user: 'tsgi', database: 'postgres' });
        await client.connect();
        const { rows } = await client.query(text);
        await client.end();
        return rows;
      };
      await query('CREATE TABLE kept AS SELECT 7 AS number');
      await server.restart();
      expect(await query('SELECT number FROM kept')).toEqual([{ number: 7 }]);
    }
    await expectGone(left);
  },
);

test('says what a program said that does not start', { timeout: STARTS }, async (context) => {
  await expect(startRedis(context, ['--no-such-option', 'yes'])).rejects.toThrow(/ended with 1\n[^]*no-such-option/);
});

/** That nothing listens, and nothing is on the disk. */
async function expectGone({ port, folder }: ProgramServer): Promise<void> {
  expect(existsSync(folder)).toBe(false);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  connect(port, '127.0.0.1').once('connect', resolve).once('error', resolve);
  expect(await promise).toMatchObject({ code: 'ECONNREFUSED' });
}
