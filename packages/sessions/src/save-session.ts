/** Brings what one exchange has made of its session into the store. */

import { HttpError } from '@tsgi/contract';

import type { CookieKeys } from './cookie-keys.ts';
import type { Named, Renewals } from './renewals.ts';
import type { ConflictHandler } from './session-data.ts';
import type { FoundSession, SessionState } from './session-state.ts';
import type { SessionStore, StoredSession } from './session-store.ts';
import type { SessionTimes } from './session-times.ts';

/** With what sessions are saved. */
export interface Saving {
  readonly store: SessionStore;
  readonly keys: CookieKeys;
  /** What sessions become that are given another id. */
  readonly renewals: Renewals;
  readonly times: SessionTimes;
  /** Whether the client keeps the cookie for as long as the session lasts, and has to be told where that changes. */
  readonly persistent: boolean;
  readonly onConflict: ConflictHandler | undefined;
}

/** What was saved, and what the client is to be told of it. */
export interface Saved {
  /** Whether anything was written. */
  readonly written: boolean;
  /** The cookie from now on; `null` where it is to be taken away; `undefined` where it stays as it is. */
  readonly cookie?: string | null;
  /** When the session ends. */
  readonly expiresAt: number;
}

/** How often a write is tried where others are faster each time. */
const MOST_TRIES = 100;
/** From which try on it waits a little, at random, so that not all come again at once. */
const PATIENT_TRIES = 3;

/** Whether there is anything to save. @throws {TypeError} where the session holds what JSON cannot hold. */
export function needsSaving({ data, found, destroyed, renewed }: SessionState, { times }: Saving): boolean {
  if (destroyed !== undefined || data.isChanged) return true;
  return found !== undefined && (renewed || times.isDue(found.stored.createdAt, found.stored.expiresAt));
}

/** Whether what was changed cannot be saved unless the client is told of another cookie. */
export function needsCookie({ data, found, renewed }: SessionState, { store }: Saving): boolean {
  if (found === undefined) return !data.isEmpty;
  return renewed || (store.heldByClient === true && data.isChanged);
}

/**
 * Saves a session of which something needs to be saved.
 * @throws {HttpError} 409 where the session was changed here and has ended meanwhile, 503 where others were faster each time.
 */
export async function saveSession(state: SessionState, saving: Saving): Promise<Saved> {
  const { destroyed, found } = state;
  if (destroyed !== undefined) await end({ id: destroyed.stored.id, key: destroyed.key }, saving);
  if (found === undefined) return saveNew(state, saving);
  if (state.renewed) return renew(state, found, saving);
  return state.data.isChanged ? update(state, found, saving) : touch(state, found, saving);
}

/** Ends a session, and what another request has made of it meanwhile: whoever signs out is signed out. */
async function end({ id, key }: Named, saving: Saving): Promise<void> {
  if (await saving.store.delete(key)) return;
  for (const next of await saving.renewals.of(id)) await end(next, saving);
}

async function saveNew(state: SessionState, { store, keys }: Saving): Promise<Saved> {
  const destroyed = state.destroyed !== undefined;
  const expiresAt = state.nextExpiry();
  if (state.data.isEmpty) return { written: destroyed, expiresAt, ...(destroyed && { cookie: null }) };
  const { id, createdAt, secret } = state;
  const key = await store.write({ id, version: 1, data: state.data.text(), createdAt, expiresAt });
  // 256 bits do not come twice: the store is not what it should be.
  if (key === undefined) throw new HttpError(503, 'sessions(): the store has a session under an id that is new');
  return { written: true, cookie: keys.cookieOf(secret, key), expiresAt };
}

async function update(state: SessionState, found: FoundSession, saving: Saving): Promise<Saved> {
  const { store, times, onConflict } = saving;
  let current = found.stored;
  let data = state.data.text();
  // Moved ahead together with the cookie's, or a session that is written often would lose its cookie in the midst of its use.
  const due = times.isDue(current.createdAt, current.expiresAt);
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const expiresAt = due ? state.nextExpiry() : current.expiresAt;
    const key = await store.write({ ...current, version: current.version + 1, data, expiresAt });
    if (key !== undefined) return { written: true, expiresAt, ...sameCookie(found, key, due, saving) };
    if (tries > PATIENT_TRIES) await aWhile(tries);
    current = await read(store, found);
    data = state.data.mergedInto(current, onConflict);
  }
  throw tooBusy();
}

/**
 * Writes the session under its new id, and then ends the old one, which is where two that meet are told apart. In this order nothing
 * is lost where the process ends in between: the client still has the old id, and nobody the new one.
 */
async function renew(state: SessionState, found: FoundSession, saving: Saving): Promise<Saved> {
  const { store, keys, renewals, onConflict } = saving;
  const { id, createdAt, secret } = state;
  const expiresAt = state.nextExpiry();
  let old = found.stored;
  let data = state.data.text();
  for (let version = 1; version <= MOST_TRIES; version++) {
    const key = await store.write({ id, version, data, createdAt, expiresAt });
    if (key === undefined) throw new HttpError(503, 'sessions(): the store has lost a session that was just written');
    const saved = { written: true, cookie: keys.cookieOf(secret, key), expiresAt };
    // Whoever has just signed in is not signed out by a request from before.
    if (version === 1 && !state.signedIn) await renewals.note(found.stored.id, { id, key });
    if (await store.delete(found.key, old.version)) return saved;
    const now = await store.read(found.key);
    if (now !== undefined) {
      old = now;
      data = state.data.mergedInto(old, onConflict);
    } else if (state.signedIn) {
      // Whoever has just signed in has a session, with nothing in it of the one that has ended.
      const fresh = await store.write({
        id,
        version: version + 1,
        data: state.data.mergedInto(undefined),
        createdAt,
        expiresAt,
      });
      if (fresh !== undefined) return { ...saved, cookie: keys.cookieOf(secret, fresh) };
    } else {
      await store.delete(key);
      throw ended();
    }
    if (version > PATIENT_TRIES) await aWhile(version);
  }
  throw tooBusy();
}

/** Moves the expiry where it is time. Where the session has ended meanwhile there is nothing to say: nothing is lost. */
async function touch(state: SessionState, found: FoundSession, saving: Saving): Promise<Saved> {
  const expiresAt = state.nextExpiry();
  const touched = await saving.store.touch(found.key, expiresAt);
  return { written: false, expiresAt, ...(touched !== undefined && sameCookie(found, touched, true, saving)) };
}

/**
 * The cookie of a session that keeps its id, where the client needs it once more. A cookie that need not be sent had better not be: it
 * would take the place of the one that another request, which signs in, is sending at the same time.
 */
function sameCookie(
  { secret, key }: FoundSession,
  now: string,
  due: boolean,
  { keys, persistent }: Saving,
): { readonly cookie?: string } {
  return now !== key || (persistent && due) ? { cookie: keys.cookieOf(secret, now) } : {};
}

async function read(store: SessionStore, { key }: FoundSession): Promise<StoredSession> {
  const current = await store.read(key);
  if (current === undefined) throw ended();
  return current;
}

function aWhile(tries: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.random() * tries);
  });
}

function ended(): HttpError {
  return new HttpError(409, 'The session was ended by another request, so what this one has changed in it is lost.');
}

function tooBusy(): HttpError {
  return new HttpError(503, `sessions(): other requests were faster in ${MOST_TRIES} tries to save a session`);
}
