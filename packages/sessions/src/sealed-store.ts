import { refuseUnknownOptions } from '@tsgi/contract';

import { ownCopy } from './own-copy.ts';
import { RecentMap } from './recent-map.ts';
import { Sealer } from './sealer.ts';
import { checkSecrets, type Secrets } from './secret-keys.ts';
import type { SessionStore, StoredSession } from './session-store.ts';

/** Options of `sealedStore()`. */
export interface SealedStoreOptions {
  /** A secret of at least 32 bytes, or several: the first seals, all of them open. */
  readonly secrets: Secrets;
  /** What the seals are for, such as the name of the cookie: a seal for one thing opens for no other. Default: `'session'`. */
  readonly context?: string;
  /** For how many sessions of up to 1 KiB this process remembers what it wrote last; a larger one counts as several. Default: 10000. */
  readonly maxRecent?: number;
  /** How many ended sessions this process remembers, until they expire. Default: 100000. */
  readonly maxEnded?: number;
}

/** How many characters of seals that have been opened are kept, twice at most: with what was in them. */
const OPENED_CHARACTERS = 4_194_304;

/** The most characters that are looked at. */
const MOST_CHARACTERS = 4_194_304;

/**
 * A store that keeps nothing: a session is sealed, and the client holds it. What no seal can say is known to this process
 * alone, and within bounds: that a session has ended, and what it wrote last where an older seal comes back, from a request that was
 * under way meanwhile. To another process an older seal is good until it expires.
 * @throws {TypeError} for secrets that are too short, and bounds that are no whole numbers from 1.
 */
export function sealedStore(options: SealedStoreOptions): SessionStore {
  refuseUnknownOptions('sealedStore', options, ['secrets', 'context', 'maxRecent', 'maxEnded']);
  const { secrets, context = 'session', maxRecent = 10_000, maxEnded = 100_000 } = options;
  for (const [name, value] of Object.entries({ maxRecent, maxEnded })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new TypeError(`sealedStore(): ${name} must be a whole number from 1, got ${String(value)}`);
    }
  }
  return new SealedStore(new Sealer(checkSecrets(secrets, 'sealedStore'), context), maxRecent, maxEnded);
}

class SealedStore implements SessionStore {
  readonly heldByClient = true;
  readonly #sealer: Sealer;
  /** By seal: opening one takes some ten times as long as all else, and a client comes back with the same. */
  readonly #opened = new RecentMap<StoredSession>(OPENED_CHARACTERS, (seal) => seal.length);
  /** By id: what was written last. */
  readonly #recent: RecentMap<StoredSession>;
  /** By id: until when it must be known that this session has ended. The oldest comes first. */
  readonly #ended = new Map<string, number>();
  readonly #maxEnded: number;

  constructor(sealer: Sealer, maxRecent: number, maxEnded: number) {
    this.#sealer = sealer;
    this.#recent = new RecentMap(maxRecent, (_id, { data }) => Math.max(1, Math.ceil(data.length / 1024)));
    this.#maxEnded = maxEnded;
  }

  read(key: string): StoredSession | undefined {
    const sealed = this.#open(key);
    if (sealed === undefined || this.#ended.has(sealed.id)) return undefined;
    const session = this.#newest(sealed);
    return session.expiresAt > Date.now() ? session : undefined;
  }

  write(session: StoredSession): string | undefined {
    const { id, version } = session;
    if (this.#ended.has(id)) return undefined;
    const last = this.#recent.get(id);
    // A session that is not known here was read from a seal, whose version it then has.
    if (last !== undefined && (last.version !== version - 1 || last.expiresAt <= Date.now())) return undefined;
    return this.#seal(session);
  }

  touch(key: string, expiresAt: number): string | undefined {
    const session = this.read(key);
    return session === undefined ? undefined : this.#seal({ ...session, expiresAt });
  }

  delete(key: string, version?: number): boolean {
    const session = this.read(key);
    if (session === undefined || (version !== undefined && version !== session.version)) return false;
    this.#recent.delete(session.id);
    for (const [id, until] of this.#ended) {
      if (this.#ended.size < this.#maxEnded && until > Date.now()) break;
      this.#ended.delete(id);
    }
    // There may be a newer seal, of which this process knows no longer, that expires later.
    this.#ended.set(session.id, session.expiresAt + (session.expiresAt - session.createdAt));
    return true;
  }

  /**
   * What a seal says, or what this process has written since it was made. What another process has made since is noted, for a
   * write will be made from it.
   */
  #newest(sealed: StoredSession): StoredSession {
    const last = this.#recent.get(sealed.id);
    if (last === undefined || last === sealed || last.version > sealed.version) return last ?? sealed;
    // Of one version, other data are another process's, and it is these that the client has.
    const isSame = last.version === sealed.version && last.data === sealed.data;
    if (isSame && last.expiresAt >= sealed.expiresAt) return last;
    this.#recent.set(sealed.id, sealed);
    return sealed;
  }

  #seal(session: StoredSession): string {
    const { id, version, data, createdAt, expiresAt } = session;
    const seal = this.#sealer.seal(`${id} ${version} ${createdAt} ${expiresAt} ${data}`);
    const kept = { id, version, data, createdAt, expiresAt };
    this.#opened.set(seal, kept);
    this.#recent.set(id, kept);
    return seal;
  }

  #open(key: string): StoredSession | undefined {
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const text = key.length > MOST_CHARACTERS ? undefined : this.#sealer.open(key);
    if (text === undefined) return undefined;
    const [, id = '', version, createdAt, expiresAt, data = ''] = /^(\S+) (\d+) (\d+) (\d+) ([^]*)$/.exec(text) ?? [];
    const session = { id, version: Number(version), data, createdAt: Number(createdAt), expiresAt: Number(expiresAt) };
    this.#opened.set(ownCopy(key), session);
    return session;
  }
}
