/** Scripts for Redis, run by the clients that there are. */

import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What of a client or cluster of `redis` is used. */
export interface NodeRedisClient {
  evalSha(sha: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** What of a client or cluster of `ioredis`, or of `iovalkey`, is used. */
export interface IoRedisClient {
  evalsha(sha: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(script: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

export type RedisClient = NodeRedisClient | IoRedisClient;

/** Runs a script on one key, which decides the node of a cluster, and gives what it returns. */
export type RedisScript = (key: string, ...args: string[]) => Promise<unknown>;

/** Makes a script one that `client` runs. A server that has not seen it is sent its text, once. */
export function redisScript(client: RedisClient, text: string): RedisScript {
  // By this a server names a script: nothing secret, and nothing to be forged.
  const sha = bytesToHex(sha1(utf8ToBytes(text)));
  const [byName, byText] = commandsOf(client);
  return async (key, ...args) => {
    try {
      return await byName(sha, key, args);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return byText(text, key, args);
    }
  };
}

type Command = (script: string, key: string, args: string[]) => Promise<unknown>;

function commandsOf(client: RedisClient): readonly [byName: Command, byText: Command] {
  if ('evalSha' in client) {
    return [
      (script, key, args) => client.evalSha(script, { keys: [key], arguments: args }),
      (script, key, args) => client.eval(script, { keys: [key], arguments: args }),
    ];
  }
  return [
    (script, key, args) => client.evalsha(script, 1, key, ...args),
    (script, key, args) => client.eval(script, 1, key, ...args),
  ];
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

/** Whether something can be given to `redisScript`. */
export function isRedisClient(value: unknown): value is RedisClient {
  if (typeof value !== 'object' || value === null || !('eval' in value) || typeof value.eval !== 'function')
    return false;
  return (
    ('evalSha' in value && typeof value.evalSha === 'function') ||
    ('evalsha' in value && typeof value.evalsha === 'function')
  );
}
