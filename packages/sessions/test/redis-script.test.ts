import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { isRedisClient, redisScript } from '../src/redis-script.ts';

const unknown = (): Promise<never> => Promise.reject(new Error('NOSCRIPT No matching script.'));
const sha = createHash('sha1').update('return 1').digest('hex');

test('asks a client of redis for a script by its name', async () => {
  const client = { evalSha: async (...given: unknown[]) => given, eval: () => Promise.reject(new Error('not asked')) };
  expect(await redisScript(client, 'return 1')('key', 'a', 'b')).toEqual([
    sha,
    { keys: ['key'], arguments: ['a', 'b'] },
  ]);
});

test('asks a client of ioredis for it by its name', async () => {
  const client = { evalsha: async (...given: unknown[]) => given, eval: () => Promise.reject(new Error('not asked')) };
  expect(await redisScript(client, 'return 1')('key', 'a', 'b')).toEqual([sha, 1, 'key', 'a', 'b']);
});

test('sends the text where the server does not know the name', async () => {
  const node = redisScript({ evalSha: unknown, eval: async (...given: unknown[]) => given }, 'return 1');
  expect(await node('key', 'a')).toEqual(['return 1', { keys: ['key'], arguments: ['a'] }]);
  const io = redisScript({ evalsha: unknown, eval: async (...given: unknown[]) => given }, 'return 1');
  expect(await io('key', 'a')).toEqual(['return 1', 1, 'key', 'a']);
});

test('passes other errors on, and does nothing twice', async () => {
  let sent = 0;
  const client = {
    evalSha: () => Promise.reject(new Error('OOM command not allowed')),
    eval: async () => (sent += 1),
  };
  await expect(redisScript(client, 'return 1')('key')).rejects.toThrow('OOM');
  expect(sent).toBe(0);
});

test.each([
  [undefined, false],
  [null, false],
  ['redis', false],
  [{ eval() {} }, false],
  [{ eval() {}, evalsha: true }, false],
  [{ eval() {}, evalSha() {} }, true],
  [{ eval() {}, evalsha() {} }, true],
])('of %j says whether it is a client', (value, is) => {
  expect(isRedisClient(value)).toBe(is);
});
