import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { openSqlite } from '../src/sqlite-database.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tsgi-sqlite-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = (name: string) => ({ path: path.join(folder, name), busyMs: 1_000, synchronous: 'normal' }) as const;

test('makes the tables once, with a version, in a write-ahead log', () => {
  openSqlite(settings('new')).close();
  const database = openSqlite(settings('new'));
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 1 });
  expect(database.prepare('SELECT count(*) AS sessions FROM session').get()).toEqual({ sessions: 0 });
  database.close();
});

test('makes files that no other account can read', () => {
  const database = openSqlite(settings('private'));
  database.exec("INSERT INTO session VALUES ('a', 1, '{}', 1, 2)");
  for (const beside of ['', '-wal', '-shm']) {
    expect(statSync(settings('private').path + beside).mode & 0o077, beside).toBe(0);
  }
  database.close();
});

test('leaves the database of another program alone', () => {
  const other = new DatabaseSync(settings('other').path);
  other.exec('CREATE TABLE invoice (id INTEGER)');
  expect(() => openSqlite(settings('other'))).toThrow(
    `sqliteStore(): ${settings('other').path} is the database of another program; give the store a file of its own`,
  );
  expect(other.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'invoice' }]);
  other.close();
});

test('waits for a process that is just making the tables, and not for ever', () => {
  const other = new DatabaseSync(settings('busy').path);
  other.exec('BEGIN IMMEDIATE');
  expect(() => openSqlite({ ...settings('busy'), busyMs: 0 })).toThrow('busy cannot be opened: database is locked');
  const wait = vi.spyOn(Atomics, 'wait').mockImplementation(() => {
    other.exec('COMMIT');
    return 'timed-out';
  });
  openSqlite(settings('busy')).close();
  expect(wait).toHaveBeenCalledOnce();
  wait.mockRestore();
  other.close();
});

test('says which file is no database', () => {
  writeFileSync(settings('text').path, 'no database'.repeat(100));
  expect(() => openSqlite(settings('text'))).toThrow(
    `sqliteStore(): ${settings('text').path} cannot be opened: file is not a database`,
  );
});

test('leaves a database alone whose schema is of a later version', () => {
  openSqlite(settings('later')).close();
  const later = new DatabaseSync(settings('later').path);
  later.exec('PRAGMA user_version = 7');
  later.close();
  expect(() => openSqlite(settings('later'))).toThrow(
    /later has schema 7, and this version of @tsgi\/sessions knows 1$/,
  );
});

test('says so where the runtime has no SQLite', () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  expect(() => openSqlite(settings('none'))).toThrow(
    new TypeError('sqliteStore(): this runtime has no node:sqlite; Node 22.13 and later have'),
  );
});
