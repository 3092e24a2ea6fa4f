/** Sessions in Redis or Valkey: for many machines. */

import { refuseUnknownOptions } from '@tsgi/contract';

import { plainKey } from './plain-key.ts';
import { isRedisClient, type RedisClient, redisScript } from './redis-script.ts';
import type { SessionStore, StoredSession } from './session-store.ts';

/** Options of `redisStore()`. */
export interface RedisStoreOptions {
  /** A connected client of `redis` or of `ioredis`, or a cluster of either. It stays yours: the store does not close it. */
  readonly client: RedisClient;
  /** What keys begin with. Default: `'session:'`. */
  readonly prefix?: string;
}

// A session is a hash that expires by itself. `HGET` gives false where there is nothing.
const SCRIPTS = {
  read: "return redis.call('HMGET', KEYS[1], 'version', 'data', 'createdAt', 'expiresAt')",
  write: `
    if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
    redis.call('HSET', KEYS[1], 'version', ARGV[2], 'data', ARGV[3], 'createdAt', ARGV[4], 'expiresAt', ARGV[5])
    redis.call('PEXPIREAT', KEYS[1], ARGV[5])
    return 1`,
  touch: `
    if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
    redis.call('HSET', KEYS[1], 'expiresAt', ARGV[1])
    redis.call('PEXPIREAT', KEYS[1], ARGV[1])
    return 1`,
  delete: `
    if ARGV[1] ~= '' and redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
    return redis.call('DEL', KEYS[1])`,
} as const;

/**
 * Keeps sessions in Redis or Valkey. Each operation is one script on one key, so that it is atomic, and finds its node in a
 * cluster. Sessions expire by the clock of the server.
 *
 * How safe a write is that Redis has acknowledged is for its configuration to say (`appendfsync`, replicas, `WAIT`).
 * @throws {TypeError} for a client that has no scripts, and a prefix that is no string.
 */
export function redisStore(options: RedisStoreOptions): SessionStore {
  refuseUnknownOptions('redisStore', options, ['client', 'prefix']);
  const { client, prefix = 'session:' } = options;
  if (!isRedisClient(client)) throw new TypeError('redisStore(): client must be a client of redis or ioredis');
  if (typeof prefix !== 'string') throw new TypeError(`redisStore(): prefix must be a string, got ${typeof prefix}`);
  const read = redisScript(client, SCRIPTS.read);
  const write = redisScript(client, SCRIPTS.write);
  const touch = redisScript(client, SCRIPTS.touch);
  const end = redisScript(client, SCRIPTS.delete);
  const named = (key: string): string => prefix + plainKey(key);

  return {
    read: async (key) => sessionOf(key, await read(named(key))),
    async write({ id, version, data, createdAt, expiresAt }) {
      const taken = await write(named(id), `${version - 1}`, `${version}`, data, `${createdAt}`, `${expiresAt}`);
      return Number(taken) === 1 ? id : undefined;
    },
    touch: async (key, expiresAt) => (Number(await touch(named(key), `${expiresAt}`)) === 1 ? key : undefined),
    delete: async (key, version) => Number(await end(named(key), version === undefined ? '' : `${version}`)) === 1,
  };
}

function sessionOf(id: string, fields: unknown): StoredSession | undefined {
  if (!isTexts(fields)) throw new Error('redisStore(): the server answered with what is no session');
  const [version, data, createdAt, expiresAt] = fields;
  if (typeof data !== 'string') return undefined;
  return { id, version: Number(version), data, createdAt: Number(createdAt), expiresAt: Number(expiresAt) };
}

function isTexts(fields: unknown): fields is readonly (string | null)[] {
  return Array.isArray(fields) && fields.every((field) => field === null || typeof field === 'string');
}
