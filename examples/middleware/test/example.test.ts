/** The example, started: a shop with the middleware in front. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { startExample } from '../../../test/start-example.ts';

const folder = path.dirname(import.meta.dirname);

test.each([
  ['30', 200, /<body><aside class="maintenance".*Maintenance is <strong>announced/s],
  ['3600', 200, /Maintenance is <strong>ahead/],
  ['-1', 503, /<h1>Back soon/],
  ['-3600', 200, /Maintenance is <strong>over/],
])(
  'serves a shop whose maintenance begins in %s seconds',
  async (beginsIn, status, content) => {
    const shop = await startExample('middleware', { BEGINS_IN: beginsIn });
    try {
      const response = await fetch(shop.url, { headers: { Accept: 'text/html' } });
      expect(response.status).toBe(status);
      expect(await response.text()).toMatch(content);
      expect(await (await fetch(`${shop.url}/health`)).text()).toBe('ok\n');
      expect(await shop.stop('SIGTERM')).toBe(0);
      expect(shop.output().stderr).toBe('');
    } finally {
      await shop.stop('SIGKILL');
    }
  },
  20_000,
);

test('says what is wrong with its times, and ends', async () => {
  const shop = await startExample('middleware', { LASTS: '0' });
  expect(await shop.ended).toBe(1);
  expect(shop.output().stderr).toMatch(/^maintenance\(\): until must be after from, got /);
}, 20_000);

test('is published as JavaScript with its types', async () => {
  // In the package, so that it finds what it depends on, and where git looks away.
  const dist = path.join(folder, 'dist');
  await mkdir(dist, { recursive: true });
  const out = await mkdtemp(path.join(dist, 'build-'));
  try {
    const options = ['--outDir', out, '--composite', 'false', '--incremental', 'false', '--declaration', 'true'];
    const compiler = path.join(folder, '../../node_modules/.bin/tsc');
    await promisify(execFile)(compiler, ['-p', 'tsconfig.build.json', ...options], { cwd: folder });
    expect(await readFile(path.join(out, 'index.d.ts'), 'utf8')).toContain('PlannedMaintenance');
    const published: unknown = await import(path.join(out, 'index.js'));
    expect(Object.keys(published as object)).toEqual(['maintenance', 'plannedMaintenance']);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}, 20_000);
