/** The session of one exchange: found when it is asked for, saved when the response begins. */

import {
  ContractError,
  type Environ,
  formatReport,
  type HeaderList,
  isPromiseLike,
  type StartResponse,
  type Status,
} from '@tsgi/contract';

import { IDENTITY, leaveIdentity } from './identity-key.ts';
import type { Located } from './cookie-keys.ts';
import { responseHead, type SessionUse } from './response-head.ts';
import { needsCookie, needsSaving, type Saved, saveSession } from './save-session.ts';
import { Session } from './session.ts';
import { SessionData } from './session-data.ts';
import type { SessionPlace, SessionSettings } from './session-settings.ts';
import { type FoundSession, SessionState } from './session-state.ts';
import type { Awaitable, StoredSession } from './session-store.ts';
import { Turns } from './turns.ts';

/** The key of the environ under which the session of an exchange is found. */
export const KEY = 'sessions.exchange';

const TOO_LATE =
  'session(): the response has begun, and does not say that it depends on a session; ask for the session before';

const NO_HEAD =
  'sessions(): a session was changed that only a cookie can save, and there is no head for it, as with tsgi.upgrade';

/** A session that was only read. */
const UNWRITTEN: SessionUse = { written: false, cookies: [] };

const turns = new Turns();

export class SessionExchange {
  readonly #settings: SessionSettings;
  readonly #environ: Environ;
  readonly #startResponse: StartResponse;
  #head: { readonly status: Status; readonly headers: HeaderList } | undefined;
  /** Whether the application has failed, as far as it says so. */
  #failed = false;
  /** Whether the head was passed on, or will never be. */
  #over = false;
  #opening: Promise<Session> | undefined;
  #place: SessionPlace | undefined;
  #state: SessionState | undefined;
  #use: SessionUse | undefined;

  constructor(settings: SessionSettings, environ: Environ, startResponse: StartResponse) {
    this.#settings = settings;
    this.#environ = environ;
    this.#startResponse = startResponse;
  }

  /** Whether anybody has asked for the session. */
  get isAsked(): boolean {
    return this.#opening !== undefined;
  }

  /** The session, found when it is first asked for. */
  open(): Promise<Session> {
    return (this.#opening ??= this.#begin());
  }

  /** Does `work` with what is known of the session. What was begun before the application has answered is done before it is saved. */
  use<T>(work: (state: SessionState) => T): Promise<T> {
    return this.open().then(() => work(this.#state!));
  }

  /** `startResponse`, for the application: its head waits here for what the session adds to it. */
  start(status: Status, headers: HeaderList, error?: unknown): void {
    if (this.#over) {
      this.#startResponse(status, this.#complete(headers), error);
      return;
    }
    if (error === undefined) {
      if (this.#head !== undefined) {
        throw new ContractError('A3', 'application', 'startResponse was called a second time, without an error');
      }
    } else {
      // oxlint-disable-next-line typescript/only-throw-error -- it goes back as it came (rule S6)
      if (this.#environ['tsgi.exchange'].signal.aborted) throw error;
      this.#failed = true;
    }
    this.#head = { status, headers };
  }

  /** The application has thrown: nothing of what it did to its session is kept. A head that it had given is passed on first. */
  fail(): void {
    if (this.#state !== undefined) this.#state.closed = true;
    this.#release();
  }

  /** The application has answered: saves the session, where there is something to save, and passes the head on. */
  finish(): void | Promise<void> {
    // Also where it is there already: whoever was promised it, as a part of a page, comes first.
    if (this.#opening === undefined) return this.#release();
    return this.#opening.then(
      () => this.#save(),
      () => this.#release(),
    );
  }

  #save(): void | Promise<void> {
    const state = this.#state!;
    const place = this.#place!;
    state.closed = true;
    this.#watch(state);
    if (!this.#failed && needsSaving(state, place)) return this.#write(state, place);
    this.#release();
  }

  /** Passes the head on, with what the session adds to it. */
  #release(): void {
    if (this.#over) return;
    this.#over = true;
    // An application that got no session has asked for one all the same.
    if (this.#opening !== undefined) this.#use ??= UNWRITTEN;
    if (this.#head !== undefined) this.#startResponse(this.#head.status, this.#complete(this.#head.headers));
  }

  async #write(state: SessionState, place: SessionPlace): Promise<void> {
    // With tsgi.upgrade there is no head of the application's, and so no place for a cookie.
    if (this.#head === undefined && needsCookie(state, place)) throw new Error(NO_HEAD);
    const { expiresAt, cookie, written } = await this.#saved(state, place);
    const field = this.#environ.HTTP_COOKIE;
    const cookies =
      cookie === undefined
        ? []
        : cookie === null
          ? place.cookie.clear(field)
          : place.cookie.set(cookie, expiresAt, field);
    this.#use = { written: written || cookies.length > 0, cookies };
    this.#release();
  }

  #saved(state: SessionState, place: SessionPlace): Promise<Saved> {
    const { found } = state;
    const save = (): Promise<Saved> => saveSession(state, place);
    return found === undefined ? save() : turns.take(found.stored.id, save, place.storeTimeoutMs);
  }

  /** What somebody holds can be changed without our seeing it: that is reported, once the exchange is over. */
  #watch(state: SessionState): void {
    const { data } = state;
    if (this.#failed || !data.isHandedOut) return;
    const changedSince = data.watch();
    this.#environ['tsgi.exchange'].defer(() => {
      const key = changedSince();
      if (key === undefined) return;
      this.#report(`the value of '${key}' was changed after the session had been saved, and the change is lost`);
    });
  }

  #complete(headers: HeaderList): HeaderList {
    return this.#use === undefined ? headers : responseHead(headers, this.#use);
  }

  #begin(): Promise<Session> {
    try {
      if (this.#over) throw new Error(TOO_LATE);
      const place = (this.#place = this.#settings.placeFor(this.#environ));
      const cookie = place.cookie.read(this.#environ.HTTP_COOKIE);
      if (cookie === undefined) return Promise.resolve(this.#opened(undefined, place));
      const located = place.keys.located(cookie);
      const stored = located === undefined ? undefined : place.store.read(located.key);
      const found = isPromiseLike(stored)
        ? stored.then((kept) => this.#standing(located, kept, place))
        : this.#standing(located, stored, place);
      if (!isPromiseLike(found)) return Promise.resolve(this.#opened(found, place));
      return heard(Promise.resolve(found).then((standing) => this.#opened(standing, place)));
    } catch (error) {
      return heard(Promise.reject(error));
    }
  }

  #opened(found: FoundSession | undefined, { keys, times }: SessionPlace): Session {
    const state = (this.#state = new SessionState(found, keys, times));
    if (found !== undefined) leaveIdentity(this.#environ, state.data.get(IDENTITY));
    state.closed = this.#over;
    return new Session(state);
  }

  /** What the store has, if it may go on. If not, that is reported, once. */
  #standing(
    located: Located | undefined,
    stored: StoredSession | undefined,
    place: SessionPlace,
  ): Awaitable<FoundSession | undefined> {
    if (located === undefined || stored === undefined) return this.#begins('leads to no session', place);
    if (place.times.isOver(stored.createdAt, stored.expiresAt)) {
      return this.#begins('leads to a session that has expired', place);
    }
    const found = { secret: located.secret, key: located.key, stored };
    if (this.#settings.minimumIssueTime === undefined) return found;
    return this.#isRevoked(stored).then((revoked) =>
      revoked ? this.#begins('leads to a session that has been revoked', place) : found,
    );
  }

  #begins(why: string, { cookie }: SessionPlace): undefined {
    this.#report(`the cookie ${cookie.name} ${why}; a new session begins`);
  }

  async #isRevoked(stored: StoredSession): Promise<boolean> {
    const { id, createdAt } = stored;
    const identity = new SessionData(stored).get(IDENTITY) as string | undefined;
    const from = await this.#settings.minimumIssueTime?.({ id, identity, createdAt: new Date(createdAt) });
    if (from === undefined) return false;
    // With anything else no session would have ended, and nobody would know.
    if (typeof from !== 'number' || Number.isNaN(from)) {
      throw new TypeError(`sessions(): minimumIssueTime must give a number or undefined, got ${String(from)}`);
    }
    return createdAt < from;
  }

  /** Tells what happened, and never what a cookie or a session holds. */
  #report(what: string): void {
    const { REQUEST_METHOD, SCRIPT_NAME, PATH_INFO } = this.#environ;
    const request = `${REQUEST_METHOD} ${SCRIPT_NAME}${PATH_INFO}`;
    this.#environ['tsgi.errors'].write(formatReport(request, `sessions(): ${what}`));
  }
}

/** A promise whose rejection reaches whoever waits for it, and is no bug where nobody does. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
