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
  readonly #add;
  readonly #find;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare(
      'INSERT OR IGNORE INTO accounts (name, password, admin) VALUES (?, ?, NOT EXISTS (SELECT 1 FROM accounts))',
    );
    this.#find = database.prepare('SELECT name, password, admin FROM accounts WHERE name = ?');
  }

  /** Makes an account; false where the name is taken. */
  async add(name: string, password: string): Promise<boolean> {
    const salt = randomBytes(16);
    const hash = await derive(password, salt, 32);
    return this.#add.run(name, `${salt.toString('hex')}:${hash.toString('hex')}`).changes === 1;
  }

  /** The account of this name; `undefined` where there is none. */
  find(name: string): Account | undefined {
    const row = this.#find.get(name) as { name: string; admin: number } | undefined;
    return row && { name: row.name, admin: row.admin === 1 };
  }

  /** The account, if that is its password. A name that nobody has takes as long as a wrong password. */
  async check(name: string, password: string): Promise<Account | undefined> {
    const row = this.#find.get(name) as { password: string } | undefined;
    const [salt = '', hash = ''] = (row?.password ?? `${'0'.repeat(32)}:${'0'.repeat(64)}`).split(':');
    const given = await derive(password, Buffer.from(salt, 'hex'), 32);
    return timingSafeEqual(given, Buffer.from(hash, 'hex')) && row !== undefined ? this.find(name) : undefined;
  }
}
