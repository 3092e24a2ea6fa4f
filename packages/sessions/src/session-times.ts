/** How long sessions last. */

/** The part of the idle time that passes before a session that is only read has its expiry moved. */
const DUE_PART = 0.1;

/** The two ends of a session: by not being used, and by age. */
export class SessionTimes {
  readonly #idleMs: number;
  readonly #absoluteMs: number;

  constructor(idleSeconds: number, absoluteSeconds: number) {
    this.#idleMs = idleSeconds * 1000;
    this.#absoluteMs = absoluteSeconds * 1000;
  }

  /** When a session that is used now expires, in milliseconds since 1970. */
  expiry(createdAt: number): number {
    return Math.min(Date.now() + this.#idleMs, createdAt + this.#absoluteMs);
  }

  /** Whether a session is too old, whatever its store says: the options may have changed since it was written. */
  isOver(createdAt: number, expiresAt: number): boolean {
    const now = Date.now();
    return expiresAt <= now || createdAt + this.#absoluteMs <= now;
  }

  /** Whether it is time to move the expiry of a session that is used now. */
  isDue(createdAt: number, expiresAt: number): boolean {
    return this.expiry(createdAt) - expiresAt > this.#idleMs * DUE_PART;
  }
}
