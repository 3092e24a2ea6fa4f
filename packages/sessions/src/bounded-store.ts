import { HttpError, isPromiseLike } from '@tsgi/contract';

import type { Awaitable, SessionStore, StoredSession } from './session-store.ts';

/**
 * A store of which nothing has to be waited for longer than `timeoutMs`, and whose failures are answered 503: whoever
 * asked for a session is told, and never given an empty one in its place.
 */
export class BoundedStore implements SessionStore {
  readonly heldByClient: boolean;
  readonly #store: SessionStore;
  readonly #timeoutMs: number;

  constructor(store: SessionStore, timeoutMs: number) {
    this.heldByClient = store.heldByClient === true;
    this.#store = store;
    this.#timeoutMs = timeoutMs;
  }

  read(key: string): Awaitable<StoredSession | undefined> {
    return this.#call('read', () => this.#store.read(key));
  }

  write(session: StoredSession): Awaitable<string | undefined> {
    return this.#call('write', () => this.#store.write(session));
  }

  touch(key: string, expiresAt: number): Awaitable<string | undefined> {
    return this.#call('touch', () => this.#store.touch(key, expiresAt));
  }

  delete(key: string, version?: number): Awaitable<boolean> {
    return this.#call('delete', () => this.#store.delete(key, version));
  }

  #call<T>(method: string, call: () => Awaitable<T>): Awaitable<T> {
    try {
      const result = call();
      return isPromiseLike(result) ? this.#inTime(method, result) : result;
    } catch (cause) {
      throw unavailable(method, cause);
    }
  }

  async #inTime<T>(method: string, result: PromiseLike<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${this.#timeoutMs} ms`)), this.#timeoutMs);
    });
    try {
      return await Promise.race([result, late]);
    } catch (cause) {
      throw unavailable(method, cause);
    } finally {
      clearTimeout(timer);
    }
  }
}

function unavailable(method: string, cause: unknown): HttpError {
  return new HttpError(503, `sessions(): the store failed in ${method}()`, { cause });
}
