import { DatabaseSync } from 'node:sqlite';

/** Each brings the tables from the version before to its own. Those that have been released are never changed. */
const MIGRATIONS = [
  `CREATE TABLE accounts (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE COLLATE NOCASE, password TEXT NOT NULL, admin INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE entries (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     author TEXT NOT NULL, text TEXT NOT NULL, photo TEXT, written INTEGER NOT NULL
   ) STRICT;`,
  `ALTER TABLE entries ADD COLUMN once TEXT;
   CREATE UNIQUE INDEX sent_once ON entries (author, once, text);`,
];

/** Opens the database of the guestbook, and brings its tables up to date. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  // What is acknowledged is on the disk, also when this process is killed the moment after.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000');
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index >= version) database.exec(`BEGIN; ${migration}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
  return database;
}
