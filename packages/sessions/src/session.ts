import { checkJson } from './check-json.ts';
import { isReserved } from './session-data.ts';
import type { SessionState } from './session-state.ts';

/** Keys and the types of their values where none are told. */
export type AnyValues = Record<string, unknown>;

/** What a flash message is kept under. */
const FLASH = '$flash.';

/**
 * State that follows a browser from request to request. What is changed, by these methods or within an object that `get` gave, is
 * saved once, before the head of the response is sent.
 */
export class Session<Values extends object = AnyValues> {
  readonly #state: SessionState;

  constructor(state: SessionState) {
    this.#state = state;
  }

  /** Names the session, and lets nobody in: it may be shown and logged. `regenerate` and `destroy` change it. */
  get id(): string {
    return this.#state.id;
  }

  /** Whether the client came without a session, or it has ended since. */
  get isNew(): boolean {
    return this.#state.found === undefined;
  }

  /** When it was begun. */
  get createdAt(): Date {
    return new Date(this.#state.createdAt);
  }

  /** When it ends, if it is not used before. */
  get expiresAt(): Date {
    return new Date(this.#state.expiresAt);
  }

  /** The value of a key; `undefined` where there is none. An object may be changed in place. */
  get<Key extends keyof Values & string>(key: Key): Values[Key] | undefined {
    return isReserved(key) ? undefined : (this.#state.data.get(key) as Values[Key] | undefined);
  }

  /** Whether there is a value for a key. */
  has(key: keyof Values & string): boolean {
    return !isReserved(key) && this.#state.data.has(key);
  }

  /**
   * Sets a value: a string, a finite number, a boolean, `null`, an array, or a plain object.
   * @throws {TypeError} for any other value, or such a one within it; and for a key that is `__proto__` or begins with `$`.
   */
  set<Key extends keyof Values & string>(key: Key, value: Values[Key]): void {
    const what = `session.set('${key}')`;
    this.#check(key, what);
    checkJson(value, what);
    this.#state.data.set(key, value);
  }

  /** Removes a key, and returns whether there was one. */
  delete(key: keyof Values & string): boolean {
    this.#check(key, `session.delete('${key}')`);
    return this.#state.data.delete(key);
  }

  /**
   * Sets what `change` makes of the value, and returns it. Where another request has saved the same session meanwhile, it is called again
   * with that one's value, so that neither is lost: a counter counts both. It must do nothing but return the value.
   * @throws {TypeError} as `set` does.
   */
  update<Key extends keyof Values & string>(
    key: Key,
    change: (value: Values[Key] | undefined) => Values[Key],
  ): Values[Key] {
    const what = `session.update('${key}')`;
    this.#check(key, what);
    return this.#state.data.update(key, change as (value: unknown) => unknown, what) as Values[Key];
  }

  /** Removes all keys and flash messages. Who is signed in stays so. */
  clear(): void {
    this.#state.assertOpen('session.clear()');
    const { data } = this.#state;
    for (const key of data.keys()) if (!isReserved(key) || key.startsWith(FLASH)) data.delete(key);
  }

  /** Leaves a message for a later request; or, without `value`, takes the message that was left, once. */
  flash(key: string): unknown;
  flash(key: string, value: unknown): void;
  flash(key: string, ...values: readonly [value?: unknown]): unknown {
    const { data } = this.#state;
    const what = `session.flash('${key}')`;
    const kept = FLASH + key;
    if (values.length === 0) {
      if (!data.has(kept)) return undefined;
      this.#state.assertOpen(what);
      const value = data.get(kept);
      data.delete(kept);
      return value;
    }
    this.#state.assertOpen(what);
    checkJson(values[0], what);
    data.set(kept, values[0]);
    return undefined;
  }

  /** Gives the session another id, with all that is in it. The old id is dead when the response is sent. */
  regenerate(): void {
    this.#state.assertOpen('session.regenerate()');
    this.#state.renew();
  }

  /** Ends the session. What is set afterwards is in another. */
  destroy(): void {
    this.#state.assertOpen('session.destroy()');
    this.#state.destroy();
  }

  #check(key: string, what: string): void {
    this.#state.assertOpen(what);
    if (key === '__proto__' || isReserved(key)) {
      throw new TypeError(
        `${what}: a key can be any text but __proto__, and what begins with $, which is this package's own`,
      );
    }
  }
}
