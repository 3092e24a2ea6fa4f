/** What is known of the session of one exchange, for `Session`, which changes it, and for saving it. */

import type { CookieKeys, Located } from './cookie-keys.ts';
import { randomId } from './random-id.ts';
import { SessionData } from './session-data.ts';
import type { SessionTimes } from './session-times.ts';
import type { StoredSession } from './session-store.ts';

/** A session as it was found. */
export interface FoundSession extends Located {
  readonly stored: StoredSession;
}

export class SessionState {
  data: SessionData;
  /** What the store has; `undefined` for a session that is new. */
  found: FoundSession | undefined;
  /** The session that has been destroyed, and is to be ended. */
  destroyed: FoundSession | undefined;
  /** Whether the session gets another id. */
  renewed = false;
  /** Whether it gets one because somebody has signed in, which begins its time anew. */
  signedIn = false;
  /** Whether it is too late to change anything. */
  closed = false;
  readonly #keys: CookieKeys;
  readonly #times: SessionTimes;
  #secret: string | undefined;
  #id: string | undefined;
  #begun: number | undefined;

  constructor(found: FoundSession | undefined, keys: CookieKeys, times: SessionTimes) {
    this.found = found;
    this.data = new SessionData(found?.stored);
    this.#keys = keys;
    this.#times = times;
  }

  /** What the client of a session with a new id is to hold. */
  get secret(): string {
    return (this.#secret ??= randomId());
  }

  get id(): string {
    if (this.found !== undefined && !this.renewed) return this.found.stored.id;
    return (this.#id ??= this.#keys.idOf(this.secret));
  }

  get createdAt(): number {
    if (this.found !== undefined && !this.signedIn) return this.found.stored.createdAt;
    return (this.#begun ??= Date.now());
  }

  get expiresAt(): number {
    return this.found === undefined || this.renewed ? this.nextExpiry() : this.found.stored.expiresAt;
  }

  /** When it expires where it is used now, and never again. */
  nextExpiry(): number {
    return this.#times.expiry(this.createdAt);
  }

  /** Refuses a change that could not be saved. `what` is the change, such as `session.set('cart')`. */
  assertOpen(what: string): void {
    if (!this.closed) return;
    throw new Error(
      `${what}: the session has been saved, and the head of the response with it; change it before the response begins`,
    );
  }

  renew(): void {
    this.renewed = true;
    this.#forgetId();
  }

  destroy(): void {
    this.destroyed ??= this.found;
    this.found = undefined;
    this.data = new SessionData();
    this.renewed = false;
    this.signedIn = false;
    this.#begun = undefined;
    this.#forgetId();
  }

  #forgetId(): void {
    this.#secret = undefined;
    this.#id = undefined;
  }
}
