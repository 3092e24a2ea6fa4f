import { afterAll, beforeAll, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';

let workers: RunningExample;

beforeAll(async () => {
  workers = await startExample('workers', { GREETING: 'Hello & welcome' });
}, 30_000);

afterAll(async () => {
  await workers.stop('SIGTERM');
});

function sum(body: string): Promise<Response> {
  return fetch(`${workers.url}/sum`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
}

test('has its bindings in the environ, and shows them', async () => {
  const response = await fetch(workers.url);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<h1>Hello &amp; welcome</h1>');
});

test('reads what it is sent, and refuses what is none', async () => {
  expect(await (await sum('[1, 2, 3]')).json()).toEqual({ sum: 6 });
  expect((await sum('[1, 2')).status).toBe(400);
});

test('answers for a path that is nowhere, and for a method that a path has not', async () => {
  expect((await fetch(`${workers.url}/none`)).status).toBe(404);
  const response = await fetch(`${workers.url}/sum`);
  expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST, OPTIONS']);
});

test('ends when it is told to', async () => {
  const other = await startExample('workers');
  expect(await other.stop('SIGTERM')).toBe(0);
}, 30_000);
