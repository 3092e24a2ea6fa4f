/** The file of a SQLite store: how it is opened, and what is in it. */

/** What of `node:sqlite` is used. Its own types would need those of Node in every program that imports this package. */
export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export interface SqliteStatement {
  get(...values: (string | number)[]): Record<string, unknown> | undefined;
  run(...values: (string | number)[]): { readonly changes: number | bigint };
}

/** What of Node is used, and of runtimes that have the same. */
interface Builtin {
  (name: 'node:sqlite'): { readonly DatabaseSync: new (path: string) => SqliteDatabase } | undefined;
  (name: 'node:fs'): { openSync(path: string, flags: string, mode: number): number; closeSync(file: number): void };
}

interface Runtime {
  readonly process?: { readonly getBuiltinModule?: Builtin };
}

/** The owner's alone: what is in sessions is no other account's. SQLite gives the files beside it the same. */
const FILE_MODE = 0o600;

/** `TSGI` in ASCII, by which SQLite files say whose they are. */
const APPLICATION_ID = 0x5453_4749;
const SCHEMA_VERSION = 1;
/** `SQLITE_BUSY`, in the lowest byte of a code. */
const BUSY = 5;
/** For how long it is left to the other process. */
const PAUSE_MS = 5;

const SCHEMA = `
  CREATE TABLE session (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    data TEXT NOT NULL,
    created_at INTEGER NOT NULL, -- milliseconds since 1970, as expires_at
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX session_expires_at ON session (expires_at);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** How it is opened. */
export interface SqliteSettings {
  readonly path: string;
  readonly busyMs: number;
  readonly synchronous: 'normal' | 'full';
}

/**
 * Opens the file, and makes it where there is none.
 * @throws {TypeError} where the runtime has no `node:sqlite`.
 * @throws {Error} for the file of another program, or of a later version of this one.
 */
export function openSqlite(settings: SqliteSettings): SqliteDatabase {
  const { path } = settings;
  // At run time, so that the package loads where there is none.
  const builtin = (globalThis as Runtime).process?.getBuiltinModule;
  const sqlite = builtin?.('node:sqlite');
  if (builtin === undefined || sqlite === undefined) {
    throw new TypeError('sqliteStore(): this runtime has no node:sqlite; Node 22.13 and later have');
  }
  if (path !== ':memory:') {
    const fs = builtin('node:fs');
    fs.closeSync(fs.openSync(path, 'a', FILE_MODE));
  }
  const database = new sqlite.DatabaseSync(path);
  try {
    configure(database, settings);
    // One of several processes makes the tables.
    database.exec('BEGIN IMMEDIATE');
    if (!hasSchema(database, path)) database.exec(SCHEMA);
    database.exec('COMMIT');
    // From now on nobody waits for the file with the whole process standing still.
    database.exec('PRAGMA busy_timeout = 0');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * The first that looks into the file: here it shows if that is none of SQLite's. Others may be opening it just now, and whoever makes
 * its log while another makes its tables is told at once that it is locked, whatever `busy_timeout` says.
 */
function configure(database: SqliteDatabase, { path, busyMs, synchronous }: SqliteSettings): void {
  const until = performance.now() + busyMs;
  for (;;) {
    try {
      database.exec(`PRAGMA busy_timeout = ${busyMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
      return;
    } catch (cause) {
      if (!isBusy(cause) || performance.now() > until) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`sqliteStore(): ${path} cannot be opened: ${why}`, { cause });
      }
    }
    standStill(PAUSE_MS);
  }
}

/** Nothing is served yet where a store is made. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Whether SQLite says that another process has the file just now. */
export function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && (Number(error.errcode) & 0xff) === BUSY;
}

function hasSchema(database: SqliteDatabase, path: string): boolean {
  const owner = numberOf(database, 'SELECT application_id AS number FROM pragma_application_id');
  const version = numberOf(database, 'SELECT user_version AS number FROM pragma_user_version');
  if (owner === APPLICATION_ID) {
    if (version === SCHEMA_VERSION) return true;
    throw new Error(
      `sqliteStore(): ${path} has schema ${version}, and this version of @tsgi/sessions knows ${SCHEMA_VERSION}`,
    );
  }
  const tables = numberOf(database, 'SELECT count(*) AS number FROM sqlite_schema');
  if (owner === 0 && version === 0 && tables === 0) return false;
  throw new Error(`sqliteStore(): ${path} is the database of another program; give the store a file of its own`);
}

function numberOf(database: SqliteDatabase, sql: string): number {
  return Number(database.prepare(sql).get()?.['number']);
}
