/** Sessions in a SQLite file: for one machine, and as many processes on it as there are. */

import { refuseUnknownOptions } from '@tsgi/contract';

import { plainKey } from './plain-key.ts';
import { sessionOfRow } from './session-row.ts';
import type { Awaitable, SessionStore } from './session-store.ts';
import { isBusy, openSqlite, type SqliteDatabase } from './sqlite-database.ts';
import { SweepTimes } from './sweep-times.ts';

/** Options of `sqliteStore()`. */
export interface SqliteStoreOptions {
  /** The file, which is the store's own; it is made where there is none. `':memory:'` keeps nothing. */
  readonly path: string;
  /** For how long another process is waited for that is just writing, in milliseconds. Default: 2000. */
  readonly busyMs?: number;
  /**
   * What a write waits for: with `'normal'` it survives the end of this process, of whatever kind, and the last ones may be
   * lost where the machine itself loses power; with `'full'` it survives that too, at the price of a sync of the disk each.
   * Default: `'normal'`.
   */
  readonly synchronous?: 'normal' | 'full';
}

/** How much one statement sweeps, so that no request waits long behind it. */
const SWEPT_AT_ONCE = 500;
/**
 * Keeps sessions in a SQLite file by `node:sqlite`, in a write-ahead log.
 * @throws {TypeError} for options that mean nothing, and where the runtime has no `node:sqlite`.
 * @throws {Error} where the file cannot be opened, or is another program's.
 */
export function sqliteStore(options: SqliteStoreOptions): SessionStore {
  const settings = checked(options);
  const { busyMs } = settings;
  const database = openSqlite(settings);
  const { read, first, next, touch, end, endVersion, sweep } = statementsOf(database);
  const sweepTimes = new SweepTimes();
  const sweepNowAndThen = (): void => {
    if (!sweepTimes.isTime()) return;
    try {
      if (sweep.run(Date.now(), SWEPT_AT_ONCE).changes === SWEPT_AT_ONCE) sweepTimes.hurry();
    } catch {
      // Nobody has asked for it, and what was asked for is done. The next one does the same.
    }
  };

  return {
    read: (key) => patiently(busyMs, () => sessionOfRow(key, read.get(plainKey(key), Date.now()))),
    write: ({ id, version, data, createdAt, expiresAt }) =>
      patiently(busyMs, () => {
        const key = plainKey(id);
        const { changes } =
          version === 1
            ? first.run(key, version, data, createdAt, expiresAt, Date.now())
            : next.run(version, data, createdAt, expiresAt, key, version - 1, Date.now());
        sweepNowAndThen();
        return changes === 0 ? undefined : id;
      }),
    touch: (key, expiresAt) =>
      patiently(busyMs, () => (touch.run(expiresAt, plainKey(key), Date.now()).changes === 0 ? undefined : key)),
    delete: (key, version) =>
      patiently(busyMs, () => {
        const given = [plainKey(key), Date.now()] as const;
        const { changes } = version === undefined ? end.run(...given) : endVersion.run(...given, version);
        return changes !== 0;
      }),
    async sweep() {
      const now = Date.now();
      for (let swept = 0; ;) {
        const changes = await patiently(busyMs, () => Number(sweep.run(now, SWEPT_AT_ONCE).changes));
        swept += changes;
        if (changes < SWEPT_AT_ONCE) return swept;
        // Requests come between.
        await pause(0);
      }
    },
    close: () => database.close(),
  };
}

function checked(options: SqliteStoreOptions): Required<SqliteStoreOptions> {
  refuseUnknownOptions('sqliteStore', options, ['path', 'busyMs', 'synchronous']);
  const { path, busyMs = 2000, synchronous = 'normal' } = options;
  if (typeof path !== 'string' || path === '')
    throw new TypeError(`sqliteStore(): path must be a path, got ${typeof path}`);
  if (!Number.isInteger(busyMs) || busyMs < 0 || busyMs > 600_000) {
    throw new TypeError(`sqliteStore(): busyMs must be milliseconds up to ten minutes, got ${busyMs}`);
  }
  if (synchronous !== 'normal' && synchronous !== 'full') {
    throw new TypeError(`sqliteStore(): synchronous must be 'normal' or 'full', got ${String(synchronous)}`);
  }
  return { path, busyMs, synchronous };
}

/** All that is asked of the database. */
function statementsOf(database: SqliteDatabase) {
  const row = 'version, data, created_at, expires_at';
  return {
    read: database.prepare(`SELECT ${row} FROM session WHERE id = ? AND expires_at > ?`),
    first: database.prepare(
      `INSERT INTO session (id, ${row}) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET ` +
        'version = excluded.version, data = excluded.data, created_at = excluded.created_at, ' +
        'expires_at = excluded.expires_at WHERE session.expires_at <= ?',
    ),
    next: database.prepare(
      'UPDATE session SET version = ?, data = ?, created_at = ?, expires_at = ? WHERE id = ? AND version = ? AND expires_at > ?',
    ),
    touch: database.prepare('UPDATE session SET expires_at = ? WHERE id = ? AND expires_at > ?'),
    end: database.prepare('DELETE FROM session WHERE id = ? AND expires_at > ?'),
    endVersion: database.prepare('DELETE FROM session WHERE id = ? AND expires_at > ? AND version = ?'),
    sweep: database.prepare(
      'DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)',
    ),
  };
}

/**
 * Does something at once where the file is free, and otherwise tries again, without the process standing still.
 * @throws {Error} that of SQLite, where the file was never free.
 */
function patiently<T>(busyMs: number, act: () => T): Awaitable<T> {
  try {
    return act();
  } catch (error) {
    if (!isBusy(error)) throw error;
    return again(busyMs, act);
  }
}

async function again<T>(busyMs: number, act: () => T): Promise<T> {
  const until = performance.now() + busyMs;
  for (let waited = 1; ; waited = Math.min(waited * 2, 32)) {
    // Not all at the same time.
    await pause(waited * (0.5 + Math.random()));
    try {
      return act();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
