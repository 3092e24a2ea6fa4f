/** Where sessions are kept: what a store has to do, for those here and for any other. */

/** A session as a store keeps it. To a store, `id` and `data` are text that says nothing. */
export interface StoredSession {
  /**
   * Which session it is. What a store on a server gets is a hash of what the client holds, so that a store that leaks
   * lets nobody in. It is never given to a second session, also when the first has ended. With `-renewed` behind it, it is
   * that of a note: what a session has become that was given another id, for a few minutes.
   */
  readonly id: string;
  /** How often it has been written: 1 the first time, and one more each time. */
  readonly version: number;
  /** What is in it: a JSON object, of 1 MiB at most where the store says nothing else. It may hold any character, U+0000 too. */
  readonly data: string;
  /** When it was begun, in whole milliseconds since 1970. Absolute expiry counts from here. */
  readonly createdAt: number;
  /** From when on it is no longer there, in whole milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A value, or a promise of one: a store that need not wait does not, and its sessions cost no turn of the event loop. */
export type Awaitable<T> = T | PromiseLike<T>;

/**
 * Where sessions are kept. `storeConformance` holds any store to what is said here.
 *
 * A session is found by a **key**. On a server the key is its `id`; a store that leaves the session with the client, sealed,
 * says `heldByClient`, and its keys are the seals: each time something is written there is another.
 *
 * Every method may be called while others are under way. Each is atomic: of two that meet, one comes first. What has
 * expired is in no way there, whether or not it has been swept. A method that cannot do its work throws, or rejects: it
 * never says that there is nothing, nor that something was kept, where it does not know. How long it may take is
 * `sessions()`'s to bound. Keys come from clients in the end, so they may be any text, of any length, and mean only themselves.
 */
export interface SessionStore {
  /** Whether keys are what the client holds, and are to be given as they come. Default: they are hashes of it. */
  readonly heldByClient?: boolean;

  /** The session under `key`, as it was written last; `undefined` where there is none. */
  read(key: string): Awaitable<StoredSession | undefined>;

  /**
   * Writes a session, and returns the key under which it is found from now on, where the version that is kept is the one before
   * `session.version`. That is 0, nothing at all, for the first. Else it writes nothing and returns `undefined`: somebody
   * was faster, or the session has ended, which a write never takes back.
   *
   * When this has returned, or its promise has resolved, the session is as safe as the store makes it.
   */
  write(session: StoredSession): Awaitable<string | undefined>;

  /**
   * Moves the expiry of the session under `key`, and nothing else: the version stays. Returns its key from now on, or
   * `undefined` where there is no such session.
   */
  touch(key: string, expiresAt: number): Awaitable<string | undefined>;

  /**
   * Ends the session under `key`: where `version` is given, only if it is the one that is kept. Returns whether this
   * call has ended it.
   */
  delete(key: string, version?: number): Awaitable<boolean>;

  /** Forgets what has expired, and returns how many sessions that were. For stores that do not do so by themselves. */
  sweep?(): Awaitable<number>;

  /** Releases what the store holds open, such as a timer or a file. Nothing is called after it. */
  close?(): Awaitable<void>;
}
