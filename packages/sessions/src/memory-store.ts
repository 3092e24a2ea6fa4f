import { refuseUnknownOptions } from '@tsgi/contract';

import type { SessionStore, StoredSession } from './session-store.ts';
import { SweepTimes } from './sweep-times.ts';

/** Options of `memoryStore()`. */
export interface MemoryStoreOptions {
  /** The most sessions that are kept; for one more, the one that was not used for longest is ended. Default: 100000. */
  readonly maxSessions?: number;
  /** The most characters of data that all sessions may have together, ended in the same way. Default: 67108864 (64 Mi). */
  readonly maxCharacters?: number;
}

/**
 * A store in the memory of this process, for development and for a service of one process: sessions end with it. It is
 * bounded, and forgets what has expired.
 * @throws {TypeError} for a bound that is no whole number from 1.
 */
export function memoryStore(options: MemoryStoreOptions = {}): SessionStore {
  refuseUnknownOptions('memoryStore', options, ['maxSessions', 'maxCharacters']);
  const { maxSessions = 100_000, maxCharacters = 67_108_864 } = options;
  for (const [name, value] of Object.entries({ maxSessions, maxCharacters })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new TypeError(`memoryStore(): ${name} must be a whole number from 1, got ${String(value)}`);
    }
  }
  return new MemoryStore(maxSessions, maxCharacters);
}

class MemoryStore implements SessionStore {
  readonly #maxSessions: number;
  readonly #maxCharacters: number;
  /** The one that was not used for longest comes first. */
  readonly #sessions = new Map<string, StoredSession>();
  #characters = 0;
  readonly #sweepTimes = new SweepTimes();

  constructor(maxSessions: number, maxCharacters: number) {
    this.#maxSessions = maxSessions;
    this.#maxCharacters = maxCharacters;
  }

  read(key: string): StoredSession | undefined {
    const found = this.#alive(key);
    if (found === undefined) return undefined;
    this.#sessions.delete(key);
    this.#sessions.set(key, found);
    return found;
  }

  write(session: StoredSession): string | undefined {
    const { id, version, data, createdAt, expiresAt } = session;
    if ((this.#alive(id)?.version ?? 0) !== version - 1) return undefined;
    if (data.length > this.#maxCharacters) {
      throw new RangeError(
        `memoryStore(): a session has ${data.length} characters, and maxCharacters is ${this.#maxCharacters} for all`,
      );
    }
    this.#put({ id, version, data, createdAt, expiresAt });
    this.#bound();
    return id;
  }

  touch(key: string, expiresAt: number): string | undefined {
    const found = this.#alive(key);
    if (found === undefined) return undefined;
    this.#put({ ...found, expiresAt });
    return key;
  }

  delete(key: string, version?: number): boolean {
    const found = this.#alive(key);
    if (found === undefined || (version !== undefined && version !== found.version)) return false;
    this.#remove(key);
    return true;
  }

  sweep(): number {
    const now = Date.now();
    const before = this.#sessions.size;
    for (const [key, { expiresAt }] of this.#sessions) if (expiresAt <= now) this.#remove(key);
    return before - this.#sessions.size;
  }

  /** The session under `key`, if it has not expired. */
  #alive(key: string): StoredSession | undefined {
    const found = this.#sessions.get(key);
    if (found === undefined || found.expiresAt > Date.now()) return found;
    this.#remove(key);
    return undefined;
  }

  #put(session: StoredSession): void {
    this.#remove(session.id);
    this.#sessions.set(session.id, session);
    this.#characters += session.data.length;
  }

  #remove(key: string): void {
    this.#characters -= this.#sessions.get(key)?.data.length ?? 0;
    this.#sessions.delete(key);
  }

  #bound(): void {
    if (this.#sweepTimes.isTime()) this.sweep();
    for (const key of this.#sessions.keys()) {
      if (this.#sessions.size <= this.#maxSessions && this.#characters <= this.#maxCharacters) return;
      this.#remove(key);
    }
  }
}
