import { Cluster, Redis } from 'ioredis';
import { createClient, createCluster } from 'redis';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import type { ProgramServer } from '../../../test/servers/program-server.ts';
import { type RedisCluster, startRedisCluster } from '../../../test/servers/redis-cluster.ts';
import { startRedis } from '../../../test/servers/redis.ts';
import { nextOf } from '../src/conformance/stage.ts';
import { randomId } from '../src/random-id.ts';
import type { RedisClient } from '../src/redis-script.ts';
import { redisStore } from '../src/redis-store.ts';
import type { SessionStore } from '../src/session-store.ts';
import { declareStore } from './declared-store.ts';

/** A busy machine may take long to start a server. */
const STARTS = 60_000;

let server: ProgramServer | undefined;
let cluster: RedisCluster | undefined;
beforeEach(async (context) => {
  server ??= await startRedis(context);
  cluster ??= await startRedisCluster(context);
}, STARTS);
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await cluster?.[Symbol.asyncDispose]();
});

const session = (id: string) => ({ id, version: 1, data: '{}', createdAt: 1, expiresAt: Date.now() + 60_000 });

test('keeps a session under its prefix, for as long as it lives', async () => {
  const client = await standalone();
  const store = redisStore({ client, prefix: 'app:' });
  const [first, key] = [session('abc'), 'app:abc'];
  expect(await store.write(first)).toBe('abc');
  expect(await store.read('abc')).toEqual(first);
  expect(await client.pExpireTime(key)).toBe(first.expiresAt);
  expect(await client.hGetAll(key)).toEqual({
    version: '1',
    data: '{}',
    createdAt: '1',
    expiresAt: `${first.expiresAt}`,
  });
  await store.touch('abc', first.expiresAt + 5);
  expect(await client.pExpireTime(key)).toBe(first.expiresAt + 5);
  expect(await store.delete('abc')).toBe(true);
  expect(await client.exists(key)).toBe(0);
  await client.close();
});

const standalone = () => createClient({ url: `redis://127.0.0.1:${server!.port}` }).connect();
const nodes = () => cluster!.nodes.map(({ port }) => ({ host: '127.0.0.1', port }));

/** Each store has a client of its own, as another process would. */
const clients: Readonly<Record<string, () => Promise<readonly [RedisClient, () => unknown]>>> = {
  async redis() {
    const client = await standalone();
    return [client, () => client.close()];
  },
  async 'a cluster of redis'() {
    const client = await createCluster({
      rootNodes: nodes().map(({ port }) => ({ url: `redis://127.0.0.1:${port}` })),
    }).connect();
    return [client, () => client.close()];
  },
  async ioredis() {
    const client = new Redis(server!.port, '127.0.0.1');
    return [client, () => client.quit()];
  },
  async 'a cluster of ioredis'() {
    const client = new Cluster(nodes());
    return [client, () => client.quit()];
  },
};

describe.each(Object.entries(clients))('with %s, by the suite', (_name, connect) => {
  declareStore(
    async (): Promise<SessionStore> => {
      const [client, close] = await connect();
      return { ...redisStore({ client }), close: async () => void (await close()) };
    },
    { lacks: ['sweep'] },
  );
});

describe.each(Object.entries(clients))('with %s', (_name, connect) => {
  test('sends a script again to a server that has forgotten it', async () => {
    const [client, close] = await connect();
    const store = redisStore({ client });
    const ids = Array.from({ length: 12 }, randomId);
    for (const id of ids) expect(await store.write(session(id))).toBe(id);
    for (const { port } of [server!, ...cluster!.nodes]) {
      const admin = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
      await admin.scriptFlush();
      await admin.close();
    }
    for (const id of ids) expect(await store.write(nextOf(session(id)))).toBe(id);
    await close();
  });
});

test('passes on what the server says against it', async () => {
  const client = await standalone();
  await client.set('session:text', 'no session');
  const store = redisStore({ client });
  await expect(store.read('text')).rejects.toThrow('WRONGTYPE');
  await expect(store.write(session('text'))).rejects.toThrow('WRONGTYPE');
  await client.close();
  await expect(store.read('text')).rejects.toThrow('closed');
});

test.each([
  [{}, 'redisStore(): client must be a client of redis or ioredis'],
  [{ client: { eval() {} } }, 'redisStore(): client must be a client of redis or ioredis'],
  [{ client: { eval() {}, evalSha() {} }, prefix: 7 }, 'redisStore(): prefix must be a string, got number'],
])('refuses %j', (options, message) => {
  expect(() => Reflect.apply(redisStore, undefined, [options])).toThrow(new TypeError(message));
});
