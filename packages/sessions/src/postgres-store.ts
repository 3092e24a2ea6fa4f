/** Sessions in PostgreSQL: for many machines that have one already. */

import { refuseUnknownOptions } from '@tsgi/contract';

import { plainKey } from './plain-key.ts';
import { sessionOfRow } from './session-row.ts';
import type { SessionStore } from './session-store.ts';
import { SweepTimes } from './sweep-times.ts';

/** What of `Pool` or `Client` of `pg` is used: a statement with `$1`, and the rows that it gives. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** A store that can make its table. */
export interface PostgresStore extends SessionStore {
  /** Makes the table and its index where they are missing; any number of processes may call it at the same time. */
  ensureTable(): Promise<void>;
  sweep(): Promise<number>;
}

/** Options of `postgresStore()`. */
export interface PostgresStoreOptions {
  /** A `Pool` or a connected `Client` of `pg`, or what has the same `query`. It stays yours: the store does not end it. */
  readonly client: PostgresClient;
  /** The table, with its schema before a dot where it is in none of the search path. Default: `'tsgi_session'`. */
  readonly table?: string;
}

/** Names that need no quotes, but get them. */
const TABLE = /^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/;
/** How much one statement sweeps, so that it holds few rows for a short time. */
const SWEPT_AT_ONCE = 1_000;
/** `TSGI` in ASCII: the lock under which tables are made. */
const TABLE_LOCK = 0x5453_4749;

/**
 * Keeps sessions in a table of PostgreSQL, one statement for each operation. They expire by this machine's clock.
 * @throws {TypeError} for a client without `query`, and a table that is no plain name.
 */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  refuseUnknownOptions('postgresStore', options, ['client', 'table']);
  const { client, table = 'tsgi_session' } = options;
  if (typeof client?.query !== 'function') {
    throw new TypeError('postgresStore(): client must be a Pool or a Client of pg, or have the same query()');
  }
  if (typeof table !== 'string' || !TABLE.test(table)) {
    throw new TypeError(`postgresStore(): table must be a name of lower-case letters, digits and _, got ${table}`);
  }
  const statements = statementsOf(table);
  const query = queryOf(client);
  const ask = async (text: string, ...values: unknown[]): Promise<readonly unknown[]> =>
    (await query(text, values)).rows;
  const sweepSome = async (now: number): Promise<number> => (await ask(statements.sweep, now, SWEPT_AT_ONCE)).length;
  const sweepTimes = new SweepTimes();
  const sweepNowAndThen = async (): Promise<void> => {
    if (!sweepTimes.isTime()) return;
    try {
      if ((await sweepSome(Date.now())) === SWEPT_AT_ONCE) sweepTimes.hurry();
    } catch {
      // Nobody has asked for it, and the next one does the same.
    }
  };

  return {
    async ensureTable() {
      await query(statements.ensureTable);
    },
    async read(key) {
      const [row] = await ask(statements.read, plainKey(key), Date.now());
      return sessionOfRow(key, row);
    },
    async write({ id, version, data, createdAt, expiresAt }) {
      const statement = version === 1 ? statements.first : statements.next;
      const rows = await ask(statement, plainKey(id), version, data, createdAt, expiresAt, Date.now());
      void sweepNowAndThen();
      return rows.length === 1 ? id : undefined;
    },
    async touch(key, expiresAt) {
      return (await ask(statements.touch, plainKey(key), expiresAt, Date.now())).length === 1 ? key : undefined;
    },
    async delete(key, version) {
      return (await ask(statements.delete, plainKey(key), Date.now(), version ?? null)).length === 1;
    },
    async sweep() {
      const now = Date.now();
      for (let swept = 0; ;) {
        const length = await sweepSome(now);
        swept += length;
        if (length < SWEPT_AT_ONCE) return swept;
      }
    },
  };
}

/** All that is asked of the database. */
function statementsOf(name: string) {
  const table = name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
  const columns = 'version, data, created_at, expires_at';
  // What another process is just sweeping, or touching, is left to it.
  const expired = `SELECT id FROM ${table} WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED`;
  return {
    ensureTable: creation(table, name.split('.').at(-1) ?? ''),
    read: `SELECT ${columns} FROM ${table} WHERE id = $1 AND expires_at > $2`,
    first:
      `INSERT INTO ${table} AS kept (id, ${columns}) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET ` +
      'version = excluded.version, data = excluded.data, created_at = excluded.created_at, ' +
      'expires_at = excluded.expires_at WHERE kept.expires_at <= $6 RETURNING 1',
    next:
      `UPDATE ${table} SET version = $2, data = $3, created_at = $4, expires_at = $5 ` +
      'WHERE id = $1 AND version = $2::bigint - 1 AND expires_at > $6 RETURNING 1',
    touch: `UPDATE ${table} SET expires_at = $2 WHERE id = $1 AND expires_at > $3 RETURNING 1`,
    delete: `DELETE FROM ${table} WHERE id = $1 AND expires_at > $2 AND version = coalesce($3, version) RETURNING 1`,
    sweep: `DELETE FROM ${table} WHERE id IN (${expired}) RETURNING 1`,
  };
}

/** A pool is asked for everything at once; a connection by itself for one thing after the other, as `pg` wants it. */
function queryOf(client: PostgresClient): PostgresClient['query'] {
  if ('totalCount' in client) return (text, values) => client.query(text, values);
  let last: Promise<unknown> = Promise.resolve();
  return (text, values) => {
    const result = last.then(() => client.query(text, values));
    last = result.catch(() => {});
    return result;
  };
}

/** One statement, so that any client takes it; of two that make the same table at once, one would fail without the lock. */
function creation(table: string, name: string): string {
  return `DO $$ BEGIN
    PERFORM pg_advisory_xact_lock(${TABLE_LOCK});
    CREATE TABLE IF NOT EXISTS ${table} (
      id text COLLATE "C" PRIMARY KEY,
      version bigint NOT NULL,
      data text NOT NULL,
      created_at bigint NOT NULL, -- milliseconds since 1970, as expires_at
      expires_at bigint NOT NULL
    );
    CREATE INDEX IF NOT EXISTS "${name.slice(0, 50)}_expires_at" ON ${table} (expires_at);
  END $$`;
}
