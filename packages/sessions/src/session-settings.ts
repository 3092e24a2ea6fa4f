/** The options of `sessions()`, checked once for all requests. */

import { type Environ, refuseUnknownOptions } from '@tsgi/contract';
import { checkProxies, type ProxyOptions, resolveClient, type TrustedProxies } from '@tsgi/http';

import { BoundedStore } from './bounded-store.ts';
import { HashedKeys, HELD_KEYS } from './cookie-keys.ts';
import { KnownRenewals, StoredRenewals } from './renewals.ts';
import type { Saving } from './save-session.ts';
import { sealedStore } from './sealed-store.ts';
import { checkSecrets, type Secrets } from './secret-keys.ts';
import { SessionCookie, type SessionCookieOptions } from './session-cookie.ts';
import type { ConflictHandler } from './session-data.ts';
import type { Awaitable, SessionStore } from './session-store.ts';
import { SessionTimes } from './session-times.ts';
import { staysOnThisMachine } from './stays-on-this-machine.ts';

/** A session, as far as it says whether it may go on. */
export interface StandingSession {
  readonly id: string;
  /** Who is signed in; `undefined` where nobody is. */
  readonly identity: string | undefined;
  /** When it was begun. Signing in begins another. */
  readonly createdAt: Date;
}

/** Options of `sessions()`. */
export interface SessionsOptions extends ProxyOptions {
  /**
   * A secret of at least 32 bytes, or several: the first seals and signs, what the others have sealed and signed is still
   * taken. Required without `store`; with one, cookies are signed where there are secrets.
   */
  readonly secrets?: Secrets;
  /** Where sessions are kept. Default: in the cookie, sealed. */
  readonly store?: SessionStore;
  /** The cookie. */
  readonly cookie?: SessionCookieOptions;
  /** After how many seconds without a request a session ends. Default: 86400, a day. */
  readonly idleSeconds?: number;
  /** After how many seconds a session ends, however much it is used. Default: 604800, a week. */
  readonly absoluteSeconds?: number;
  /** Decides about a key that two requests have changed at once. Default: what is saved later stands. */
  readonly onConflict?: ConflictHandler;
  /**
   * From when on sessions count, as milliseconds since 1970: those that were begun before have ended. It ends all sessions of somebody, also those
   * that no store knows of. Default: none.
   */
  readonly minimumIssueTime?: (session: StandingSession) => Awaitable<number | undefined>;
  /** How long the store may take, in milliseconds, each time that it is asked. Default: 5000. */
  readonly storeTimeoutMs?: number;
}

/** A cookie, and where what it stands for is kept. */
export interface SessionPlace extends Saving {
  readonly cookie: SessionCookie;
  readonly storeTimeoutMs: number;
}

export class SessionSettings {
  readonly minimumIssueTime: SessionsOptions['minimumIssueTime'];
  readonly #proxies: TrustedProxies | undefined;
  readonly #secure: SessionPlace;
  readonly #plain: SessionPlace;
  /** Whether it is news that cookies go over http. */
  #plainIsNews: boolean;

  /** @throws {TypeError} for an option that is not right. */
  constructor(options: SessionsOptions) {
    check(options);
    const { cookie = {}, store, idleSeconds = 86_400, absoluteSeconds = 604_800, storeTimeoutMs = 5000 } = options;
    const secrets =
      options.secrets === undefined && store !== undefined ? [] : checkSecrets(options.secrets, 'sessions');
    const times = new SessionTimes(idleSeconds, absoluteSeconds);
    // One name is one store: what it remembers holds for http and https alike.
    const stores = new Map<string, Pick<Saving, 'store' | 'renewals'>>();
    const place = (secure: boolean): SessionPlace => {
      const itsCookie = new SessionCookie(cookie, secure);
      const { name } = itsCookie;
      const kept =
        stores.get(name) ?? keptIn(new BoundedStore(store ?? sealedStore({ secrets, context: name }), storeTimeoutMs));
      stores.set(name, kept);
      return {
        cookie: itsCookie,
        ...kept,
        keys: kept.store.heldByClient === true ? HELD_KEYS : new HashedKeys(secrets),
        times,
        storeTimeoutMs,
        persistent: cookie.persistent !== false,
        onConflict: options.onConflict,
      };
    };
    this.#proxies = checkProxies(options, 'sessions');
    this.#secure = place(cookie.secure ?? true);
    this.#plain = cookie.secure === undefined ? place(false) : this.#secure;
    this.#plainIsNews = cookie.secure === undefined;
    this.minimumIssueTime = options.minimumIssueTime;
  }

  /** The cookie of a request, by its scheme. */
  placeFor(environ: Environ): SessionPlace {
    const scheme = environ['tsgi.url_scheme'];
    const proxies = this.#proxies;
    const proto = proxies === undefined ? scheme : resolveClient(environ, proxies.trusted, proxies.field).proto;
    if (proto === 'https') return this.#secure;
    if (this.#plainIsNews && !staysOnThisMachine(environ)) {
      this.#plainIsNews = false;
      environ['tsgi.errors'].write(
        `sessions(): requests come over http, so the cookie ${this.#plain.cookie.name} can be read on its way; ` +
          `behind a proxy that speaks https, set trustedProxies\n`,
      );
    }
    return this.#plain;
  }
}

function keptIn(store: SessionStore): Pick<Saving, 'store' | 'renewals'> {
  return { store, renewals: store.heldByClient === true ? new KnownRenewals() : new StoredRenewals(store) };
}

const OPTIONS: readonly (keyof SessionsOptions)[] = [
  'secrets',
  'store',
  'cookie',
  'idleSeconds',
  'absoluteSeconds',
  'onConflict',
  'minimumIssueTime',
  'storeTimeoutMs',
  'trustedProxies',
  'forwarded',
];

/** Timers take no more, and take more for 1. */
const LONGEST_TIMEOUT = 2_147_483_647;

function check(options: SessionsOptions): void {
  refuseUnknownOptions('sessions', options, OPTIONS);
  const { store, idleSeconds, absoluteSeconds, storeTimeoutMs, onConflict, minimumIssueTime } = options;
  for (const [name, value] of Object.entries({ idleSeconds, absoluteSeconds, storeTimeoutMs })) {
    if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) continue;
    throw new TypeError(`sessions(): ${name} must be a whole number from 1, got ${String(value)}`);
  }
  if (storeTimeoutMs !== undefined && storeTimeoutMs > LONGEST_TIMEOUT) {
    throw new TypeError(`sessions(): storeTimeoutMs must be ${LONGEST_TIMEOUT} at most, got ${storeTimeoutMs}`);
  }
  for (const [name, value] of Object.entries({ onConflict, minimumIssueTime })) {
    if (value === undefined || typeof value === 'function') continue;
    throw new TypeError(`sessions(): ${name} must be a function, got ${typeof value}`);
  }
  if (store === undefined) return;
  for (const method of ['read', 'write', 'touch', 'delete'] as const) {
    if (typeof store[method] === 'function') continue;
    throw new TypeError(`sessions(): store must be a SessionStore, and has no ${method}()`);
  }
}
