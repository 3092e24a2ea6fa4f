import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { nextOf } from '../src/conformance/stage.ts';
import { randomId } from '../src/random-id.ts';
import { sqliteStore } from '../src/sqlite-store.ts';
import { declareStore } from './declared-store.ts';

let folder: string;
const file = (name: string): string => path.join(folder, `${name}.db`);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tsgi-sqlite-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const session = (id: string) => ({ id, version: 1, data: '{}', createdAt: 1, expiresAt: Date.now() + 60_000 });

test('keeps a session in a file', async () => {
  const store = sqliteStore({ path: file('first') });
  const first = session('a');
  expect(store.write(first)).toBe('a');
  expect(store.write(nextOf(first))).toBe('a');
  expect(store.read('a')).toEqual(nextOf(first));
  await store.close?.();
});

describe('by the suite', () => {
  declareStore(() => sqliteStore({ path: file('suite') }));
});

test('keeps no file with the path :memory:, and syncs the disk where it is told to', () => {
  for (const store of [sqliteStore({ path: ':memory:' }), sqliteStore({ path: file('full'), synchronous: 'full' })]) {
    expect(store.write(session('a'))).toBe('a');
    expect(store.read('a')).toMatchObject({ version: 1 });
    store.close?.();
  }
});

describe('another process', () => {
  const program = path.join(import.meta.dirname, 'programs/write-sessions.ts');

  test('that is killed while it writes has lost nothing that was acknowledged', { timeout: 30_000 }, async () => {
    const writers = [file('killed'), file('killed')].map((database) => {
      const child = spawn(process.execPath, [program, database], { stdio: ['ignore', 'pipe', 'inherit'] });
      return { child, acknowledged: new Map<string, number>(), lines: createInterface(child.stdout) };
    });
    await Promise.all(
      writers.map(async ({ child, acknowledged, lines }) => {
        const closed = once(lines, 'close');
        lines.on('line', (line) => {
          const [id = '', version] = line.split(' ');
          acknowledged.set(id, Number(version));
          // In the middle of what it does next.
          if (acknowledged.size === 100) child.kill('SIGKILL');
        });
        await closed;
        expect(child.signalCode ?? (await once(child, 'exit'))[1]).toBe('SIGKILL');
      }),
    );

    const store = sqliteStore({ path: file('killed') });
    for (const { acknowledged } of writers) {
      expect(acknowledged.size).toBeGreaterThanOrEqual(100);
      for (const [id, version] of acknowledged) {
        const kept = await store.read(id);
        // One more may have been written, and not acknowledged any more.
        expect([version, version + 1], id).toContain(kept?.version);
        expect(JSON.parse(kept?.data ?? '{}')).toMatchObject({ version: kept?.version });
      }
    }
    await store.close?.();
  });

  test('that is writing is waited for without the process standing still', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const store = sqliteStore({ path: file('busy') });
    const other = new DatabaseSync(file('busy'));
    other.exec('BEGIN IMMEDIATE');
    const written = store.write(session('waits'));
    expect(written).toBeInstanceOf(Promise);
    // Reads do not wait.
    expect(store.read('waits')).toBeUndefined();
    other.exec('COMMIT');
    expect(await written).toBe('waits');
    other.close();
    await store.close?.();
  });

  test('that never ends its writing is given up', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const store = sqliteStore({ path: file('stuck'), busyMs: 50 });
    const other = new DatabaseSync(file('stuck'));
    other.exec('BEGIN IMMEDIATE');
    await expect(store.write(session('never'))).rejects.toThrow('database is locked');
    await expect(store.touch('never', 1)).rejects.toThrow('database is locked');
    await expect(store.delete('never')).rejects.toThrow('database is locked');
    other.close();
    await store.close?.();
  });
});

test('forgets by itself what has expired, some with a write now and then', async () => {
  const store = sqliteStore({ path: file('swept') });
  for (const id of ['a', 'b', 'c']) store.write({ ...session(id), expiresAt: Date.now() - 1 });
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file('swept'), { readOnly: true });
  const kept = () =>
    database
      .prepare('SELECT id FROM session ORDER BY id')
      .all()
      .map(({ id }) => id);
  expect(kept()).toEqual(['b', 'c']);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
  store.write(session('d'));
  expect(kept()).toEqual(['d']);
  vi.useRealTimers();
  database.close();
  store.close?.();
});

test('goes on with requests between the parts of a long sweep', async () => {
  const store = sqliteStore({ path: ':memory:' });
  for (let count = 0; count < 1_200; count += 1) store.write({ ...session(randomId()), expiresAt: Date.now() + 20 });
  await new Promise((resolve) => setTimeout(resolve, 40));
  let between = 0;
  const timer = setInterval(() => (between += 1));
  expect(await store.sweep?.()).toBe(1_200);
  clearInterval(timer);
  expect(between).toBeGreaterThan(0);
  await store.close?.();
});

test('works with the oldest Node that is supported', async () => {
  const old = path.join(import.meta.dirname, '../../../node_modules/node-22/bin/node');
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  const child = spawn(old, [...flags, path.join(import.meta.dirname, 'programs/write-sessions.ts'), file('old')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  expect(line).toMatch(/^\S+ 1$/);
  child.kill('SIGKILL');
});

test.each([
  [{ path: '' }, 'sqliteStore(): path must be a path, got string'],
  [{}, 'sqliteStore(): path must be a path, got undefined'],
  [{ path: 'a', busyMs: -1 }, 'sqliteStore(): busyMs must be milliseconds up to ten minutes, got -1'],
  [{ path: 'a', synchronous: 'off' }, "sqliteStore(): synchronous must be 'normal' or 'full', got off"],
])('refuses %j', (options, message) => {
  expect(() => Reflect.apply(sqliteStore, undefined, [options])).toThrow(new TypeError(message));
});
