/** The programs under load/, with small numbers. What they print with large ones is for whoever runs them. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

async function run(program: string, ...args: number[]): Promise<Record<string, number>> {
  const file = path.join(import.meta.dirname, 'load', program);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args.map(String)]);
  return JSON.parse(stdout) as Record<string, number>;
}

test('takes and streams much in little memory', { timeout: 30_000 }, async () => {
  const { uploadGrowth, streamGrowth } = await run('transfer.ts', 96);
  // A server that held the content would need all of it; what is not collected yet is a part.
  expect(uploadGrowth).toBeLessThan(80);
  expect(streamGrowth).toBeLessThan(80);
});

test('serves while many connections send a byte now and then', { timeout: 30_000 }, async () => {
  const { connections, answered } = await run('slow-senders.ts', 200, 50, 300);
  expect(connections).toBeGreaterThanOrEqual(200);
  expect(answered).toBeGreaterThan(0);
});

test('has nothing left of exchanges whose clients went away', { timeout: 30_000 }, async () => {
  const result = await run('aborts.ts', 300);
  expect(result).toMatchObject({ connections: 0, reports: 0, over: result['began'], disposed: result['bodies'] });
  expect(result['early']).toBe(result['began']);
  expect(result['began']).toBeGreaterThan(200);
});
