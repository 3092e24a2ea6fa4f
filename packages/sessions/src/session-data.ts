/** The values of a session, and what has changed in them. */

import { checkJson } from './check-json.ts';

type Values = Record<string, unknown>;

/** A key that two requests have changed at once. What a side does not have is `undefined`. */
export interface Conflict {
  /** The value that both began with. */
  readonly base: unknown;
  /** The value that the other request has saved. */
  readonly theirs: unknown;
  /** The value that this request is about to save. */
  readonly ours: unknown;
}

/** Decides what becomes of a key that two requests have changed at once; `undefined` removes it. */
export type ConflictHandler = (key: string, conflict: Conflict) => unknown;

/** A key that somebody has set, or has the object of, which can be changed without a word. */
interface Touched {
  /** Its text before; `undefined` where it was not there. */
  before: string | undefined;
  /** `undefined` where it is not there, as JSON has no such value. */
  value: unknown;
  /** Functions that have made `made` of what was there before, and can make it of something else. */
  changes: readonly ((value: unknown) => unknown)[] | undefined;
  made: string | undefined;
}

/** What texts hold, by whoever keeps them: a client that comes back has the same. Nobody may change it, nor gets it. */
const parsed = new WeakMap<object, Values>();

const NONE: Values = Object.freeze({});

/**
 * The values of a session, with what they were when it was read. Changes are seen by comparing: whoever asks for an object gets a copy of
 * their own, made of its text, which is kept.
 */
export class SessionData {
  readonly #read: Values;
  #touched: Map<string, Touched> | undefined;

  /** Without `kept` it is empty. @throws {SyntaxError} where the data are no JSON object. */
  constructor(kept?: { readonly data: string }) {
    this.#read = kept === undefined ? NONE : valuesOf(kept);
  }

  get isEmpty(): boolean {
    return this.keys().length === 0;
  }

  /** Whether anybody has an object of it. */
  get isHandedOut(): boolean {
    for (const { value } of this.#touched?.values() ?? []) if (isObject(value)) return true;
    return false;
  }

  keys(): string[] {
    return this.#touched === undefined ? Object.keys(this.#read) : Object.keys(this.#values());
  }

  has(key: string): boolean {
    const touched = this.#touched?.get(key);
    return touched === undefined ? Object.hasOwn(this.#read, key) : touched.value !== undefined;
  }

  get(key: string): unknown {
    const touched = this.#touched?.get(key);
    if (touched !== undefined) return touched.value;
    const value = own(this.#read, key);
    return isObject(value) ? this.#touch(key).value : value;
  }

  /** Sets a value that has been checked. */
  set(key: string, value: unknown): void {
    const touched = this.#touch(key);
    touched.value = value;
    touched.changes = undefined;
  }

  /** Removes a key, and gives whether it was there. */
  delete(key: string): boolean {
    if (!this.has(key)) return false;
    this.set(key, undefined);
    return true;
  }

  /** Changes a value by a function, which is called again where another request was faster. */
  update(key: string, change: (value: unknown) => unknown, where: string): unknown {
    const touched = this.#touch(key);
    const text = textOf(touched.value);
    // What was set since, or changed in place, is made again by no function: it stands, as what is set does.
    const isMade = touched.changes !== undefined && text === touched.made;
    const before = isMade ? touched.changes : text === touched.before ? [] : undefined;
    const value = change(touched.value);
    checkJson(value, where);
    touched.value = value;
    touched.changes = before && [...before, change];
    touched.made = textOf(value);
    return value;
  }

  /** Whether anything is not as it was read. @throws {TypeError} for a value that JSON cannot hold. */
  get isChanged(): boolean {
    for (const [key, touched] of this.#touched ?? []) if (checkedText(key, touched) !== touched.before) return true;
    return false;
  }

  /** All values, as text. */
  text(): string {
    return JSON.stringify(this.#values());
  }

  /**
   * What this request has changed, made once more in what another has saved meanwhile, as text. What only one of both
   * has changed is as that one left it; what both have changed the handler decides, without one it is ours.
   */
  mergedInto(kept: { readonly data: string } | undefined, onConflict?: ConflictHandler): string {
    const values = kept === undefined ? {} : parse(kept.data);
    for (const [key, touched] of this.#touched ?? []) {
      const ours = checkedText(key, touched);
      if (ours === touched.before) continue;
      const theirs = own(values, key);
      let { value } = touched;
      if (touched.changes !== undefined && touched.made === ours) {
        value = touched.changes.reduce((made, change) => change(made), theirs);
        checkJson(value, `session.update('${key}')`);
      } else if (onConflict !== undefined && !isReserved(key) && isConflict(textOf(theirs), ours, touched)) {
        const base: unknown = touched.before === undefined ? undefined : JSON.parse(touched.before);
        value = onConflict(key, { base, theirs, ours: value });
        if (value !== undefined) checkJson(value, `sessions(): what onConflict gave for '${key}'`);
      }
      if (value === undefined) delete values[key];
      else values[key] = value;
    }
    return JSON.stringify(values);
  }

  /** From now on, what it gives tells the first key whose value was changed since. */
  watch(): () => string | undefined {
    const texts = [...(this.#touched ?? [])].map(([key, { value }]): [string, unknown] => [key, textOf(value)]);
    return () => texts.find(([key, text]) => textOf(this.#touched?.get(key)?.value) !== text)?.[0];
  }

  /** The key, with its text from before anybody could change it. */
  #touch(key: string): Touched {
    let touched = this.#touched?.get(key);
    if (touched === undefined) {
      const read = own(this.#read, key);
      const before = textOf(read);
      const value: unknown = isObject(read) ? JSON.parse(before!) : read;
      touched = { before, value, changes: undefined, made: undefined };
      this.#touched ??= new Map();
      this.#touched.set(key, touched);
    }
    return touched;
  }

  #values(): Values {
    const values = { ...this.#read };
    for (const [key, { value }] of this.#touched ?? []) {
      if (value === undefined) delete values[key];
      else values[key] = value;
    }
    return values;
  }
}

/** Whether a key is one of this package's own, beside those of the application. */
export function isReserved(key: string): boolean {
  return key.startsWith('$');
}

function isConflict(theirs: string | undefined, ours: string | undefined, { before }: Touched): boolean {
  return theirs !== before && theirs !== ours;
}

function valuesOf(kept: { readonly data: string }): Values {
  let values = parsed.get(kept);
  if (values === undefined) {
    values = parse(kept.data);
    parsed.set(kept, values);
  }
  return values;
}

function parse(text: string): Values {
  const values: unknown = JSON.parse(text);
  if (isObject(values) && !Array.isArray(values)) return values as Values;
  throw new SyntaxError('the data of a session is no JSON object');
}

function own(values: Values, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function checkedText(key: string, { value }: Touched): string | undefined {
  // What is no object was checked when it was set.
  if (isObject(value)) checkJson(value, `session.get('${key}')`);
  return textOf(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
