import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** Somebody who may write. */
export interface Account {
  readonly name: string;
  readonly admin: boolean;
}

/** Who may write. The first account may also take entries away. */
export class Accounts {
  readonly #sql;

  constructor(database: DatabaseSync) {
    this.#sql = database.createTagStore();
  }

  /** Makes an account; false where the name is taken. */
  async add(name: string, password: string): Promise<boolean> {
    const salt = randomBytes(16);
    const hash = await derive(password, salt, 32);
    const kept = `${salt.toString('hex')}:${hash.toString('hex')}`;
    const { changes } = this.#sql.run`INSERT OR IGNORE INTO accounts (name, password, admin)
      VALUES (${name}, ${kept}, NOT EXISTS (SELECT 1 FROM accounts))`;
    return changes === 1;
  }

  /** The account of this name; `undefined` where there is none, or nobody is named. */
  find(name: string | undefined): Account | undefined {
    const row = this.#sql.get`SELECT name, admin FROM accounts WHERE name = ${name ?? null}`;
    return row && { name: String(row['name']), admin: row['admin'] === 1 };
  }

  /** The account, if that is its password. A name that nobody has takes as long as a wrong password. */
  async check(name: string, password: string): Promise<Account | undefined> {
    const row = this.#sql.get`SELECT password FROM accounts WHERE name = ${name}`;
    const [salt = '', hash = ''] = String(row?.['password'] ?? `${'0'.repeat(32)}:${'0'.repeat(64)}`).split(':');
    const given = await derive(password, Buffer.from(salt, 'hex'), 32);
    return timingSafeEqual(given, Buffer.from(hash, 'hex')) && row !== undefined ? this.find(name) : undefined;
  }
}
