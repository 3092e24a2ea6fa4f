/** Counting in a session over eight connections, through the whole stack: no increment is lost, in one process or in two. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { serve } from '@tsgi/server';
import { memoryStore } from '@tsgi/sessions';
import { describe, expect, test } from 'vitest';

import { startPostgres } from './servers/postgres.ts';
import type { Skippable } from './servers/program-server.ts';
import { startRedisCluster } from './servers/redis-cluster.ts';
import { startRedis } from './servers/redis.ts';
import { countingApp } from './session-increments/counting-app.ts';

const CONNECTIONS = 8;
const INCREMENTS = 1_000;

test('1,000 increments over 8 connections end at 1,000 with memoryStore', { timeout: 60_000 }, async () => {
  await using server = await serve(countingApp(memoryStore()), { port: 0 });
  expect(await countOver([server.port])).toBe(INCREMENTS);
});

describe('1,000 increments over 8 connections to two processes end at 1,000', () => {
  test('with sqliteStore', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-increments-'));
    try {
      expect(await countInTwo('sqlite', path.join(folder, 'sessions.db'))).toBe(INCREMENTS);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('with redisStore and a Redis', { timeout: 120_000 }, async (context: Skippable) => {
    await using redis = await startRedis(context);
    expect(await countInTwo('redis', redis.port)).toBe(INCREMENTS);
  });

  test('with redisStore and a cluster', { timeout: 120_000 }, async (context: Skippable) => {
    await using cluster = await startRedisCluster(context);
    expect(await countInTwo('redis-cluster', cluster.nodes[0]!.port)).toBe(INCREMENTS);
  });

  test('with postgresStore', { timeout: 120_000 }, async (context: Skippable) => {
    await using postgres = await startPostgres(context);
    expect(await countInTwo('postgres', postgres.port)).toBe(INCREMENTS);
  });
});

/** Counts in two processes that share a store. */
async function countInTwo(kind: string, place: string | number): Promise<number> {
  const program = path.join(import.meta.dirname, 'session-increments/counting-server.ts');
  const children = [1, 2].map(() =>
    spawn(process.execPath, [program, kind, String(place)], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  try {
    const ports = await Promise.all(
      children.map(async ({ stdout }) => Number((await once(createInterface(stdout), 'line'))[0])),
    );
    return await countOver(ports);
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

/** Sends all increments of one session, as fast as eight connections take them, and gives what they come to. */
async function countOver(ports: readonly number[]): Promise<number> {
  const agents = ports.map(() => new Agent({ keepAlive: true, maxSockets: CONNECTIONS / ports.length }));
  const ask = async (target: string, at: number, cookie = ''): Promise<{ text: string; cookie: string }> => {
    const headers = cookie === '' ? {} : { cookie };
    const sent = get({ host: '127.0.0.1', port: ports[at], path: target, agent: agents[at], headers });
    const [response] = await once(sent, 'response');
    const text = (await response.toArray()).join('');
    if (response.statusCode !== 200) throw new Error(`${target} was answered ${response.statusCode}: ${text}`);
    return { text, cookie: String(response.headers['set-cookie']?.[0] ?? '').split(';')[0]! };
  };
  try {
    const { cookie } = await ask('/', 0);
    await Promise.all(Array.from({ length: INCREMENTS - 1 }, (_, index) => ask('/', index % ports.length, cookie)));
    return Number((await ask('/?read', ports.length - 1, cookie)).text);
  } finally {
    for (const agent of agents) agent.destroy();
  }
}
