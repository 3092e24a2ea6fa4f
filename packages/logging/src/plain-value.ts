/** Any value as plain data that JSON can hold: bounded, without cycles, and without running into what throws. */

/** What JSON can hold. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainObject;

/** An object of plain values. */
export interface PlainObject {
  [key: string]: PlainValue;
}

/** How many levels deep values are shown. */
const MOST_LEVELS = 8;
/** How many members of one object or list are shown. */
const MOST_MEMBERS = 100;
/** How many values are shown in all. */
const MOST_VALUES = 1_000;
/** How many characters of one text are shown, and of all texts. */
const MOST_CHARACTERS = 8_192;
const MOST_CHARACTERS_IN_ALL = 65_536;
/** Stands for a value that throws when it is looked at. */
const THROWS = '[throws]';
/** What errors have that is not enumerable: `errors` of an AggregateError, the last two of a SuppressedError. */
const OF_ERRORS = ['message', 'stack', 'cause', 'errors', 'error', 'suppressed'] as const;

/**
 * `value` as plain data. What is too deep, too long or too much is cut, and says so; what has been seen further out is
 * `[circular]`; what throws when it is looked at is shown as that. Errors have type, message, stack, causes, and what was
 * added to them. It never throws.
 */
export function plainValue(value: unknown): PlainValue {
  return new Plainer().plain(value, 0);
}

/** The members of `fields`, each as plain data; all of them share the bounds. */
export function plainFields(fields: object): PlainObject {
  const plain = new Plainer().members(fields, 0);
  return typeof plain === 'string' ? { fields: plain } : plain;
}

/** A text, cut where it is too long; of what is no text, what it says as one. */
export function plainText(text: unknown): string {
  try {
    return cut(String(text), MOST_CHARACTERS);
  } catch {
    return THROWS;
  }
}

/** What is said as a text: the message of an error, else the text itself. */
export function plainMessage(said: unknown): string {
  return plainText(isError(said) ? read(said, 'message') : said);
}

/** Whether `value` is an error. A proxy that has been revoked throws where that is asked. */
export function isError(value: unknown): value is Error {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

class Plainer {
  readonly #path: object[] = [];
  #values = MOST_VALUES;
  #characters = MOST_CHARACTERS_IN_ALL;

  plain(value: unknown, level: number): PlainValue {
    if (--this.#values < 0) return '[too much]';
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'boolean':
        return value;
      case 'bigint':
        return this.#text(bounded(value));
      case 'symbol':
        return this.#text(value.toString());
      case 'function':
        return '[function]';
      case 'undefined':
        return null;
      case 'object':
        return value === null ? null : this.#object(value, level);
      default:
        return '[unknown]';
    }
  }

  /** The own enumerable members of an object, or why there are none. */
  members(object: object, level: number): PlainObject | string {
    try {
      return this.#within(object, () => this.#copy({}, object, Object.keys(object), level));
    } catch {
      return THROWS;
    }
  }

  #object(value: object, level: number): PlainValue {
    if (level >= MOST_LEVELS) return Array.isArray(value) ? '[too deep]' : '{too deep}';
    try {
      if (Array.isArray(value)) return this.#within(value, () => this.#list(value, value.length, level));
      if (value instanceof Error) return this.#within(value, () => this.#error(value, level));
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
      if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
      if (value instanceof Map) {
        const entries = Object.fromEntries([...firstOf(value)].map(([key, each]) => [plainText(key), each as unknown]));
        return this.#within(value, () => this.#copy({}, entries, Object.keys(entries), level, value.size));
      }
      if (value instanceof Set) return this.#within(value, () => this.#list([...firstOf(value)], value.size, level));
      const { toJSON } = value as { toJSON?: unknown };
      if (typeof toJSON !== 'function') return this.members(value, level);
      return this.#within(value, () => this.plain((toJSON as (this: object) => unknown).call(value), level + 1));
    } catch {
      return THROWS;
    }
  }

  #within<T>(object: object, make: () => T): T | string {
    if (this.#path.includes(object)) return '[circular]';
    this.#path.push(object);
    try {
      return make();
    } finally {
      this.#path.pop();
    }
  }

  #list(list: readonly unknown[], length: number, level: number): PlainValue[] {
    const told: PlainValue[] = [];
    for (let at = 0; at < list.length && at < MOST_MEMBERS && this.#values > 0; at++) {
      told.push(this.plain(list[at], level + 1));
    }
    if (told.length < length) told.push(`[${length - told.length} more]`);
    return told;
  }

  #copy(to: PlainObject, from: object, keys: readonly string[], level: number, length = keys.length): PlainObject {
    let told = 0;
    for (const key of keys) {
      if (told === MOST_MEMBERS || this.#values <= 0) break;
      put(to, this.#text(key), this.#member(from, key, level));
      told++;
    }
    if (told < length) to['…'] = `[${length - told} more]`;
    return to;
  }

  #member(from: object, key: string, level: number): PlainValue {
    return this.plain(read(from, key), level + 1);
  }

  #error(error: Error, level: number): PlainObject {
    const told: PlainObject = {};
    told['type'] = this.#text(plainText(typeOf(error)));
    for (const key of OF_ERRORS) {
      const value = read(error, key);
      if (value !== undefined) told[key] = this.plain(value, level + 1);
    }
    const added = Object.keys(error).filter((key) => !Object.hasOwn(told, key) && key !== 'name');
    return this.#copy(told, error, added, level);
  }

  #text(text: unknown): string {
    const told = cut(String(text), Math.min(MOST_CHARACTERS, Math.max(0, this.#characters)));
    this.#characters -= told.length;
    return told;
  }
}

function read(from: object, key: string): unknown {
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return THROWS;
  }
}

/** The class, where an error has given itself no name. */
function typeOf(error: Error): unknown {
  const name = read(error, 'name');
  return name === 'Error' ? read(Object(error.constructor) as object, 'name') : name;
}

function* firstOf<T>(values: Iterable<T>): Generator<T, void> {
  let left = MOST_MEMBERS;
  for (const value of values) {
    if (--left < 0) return;
    yield value;
  }
}

/** The digits of a bigint take time that grows faster than their number, so that one too long is not made text. */
function bounded(value: bigint): string {
  const most = 1n << 4_096n;
  return value < most && value > -most ? value.toString() : '[a bigint too long]';
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… [${text.length - most} more]`;
}

/** `__proto__` is a key like any other here. An object without a prototype would have it so, and is slow to write. */
function put(to: PlainObject, key: string, value: PlainValue): void {
  if (key !== '__proto__') to[key] = value;
  else Object.defineProperty(to, key, { value, enumerable: true, writable: true, configurable: true });
}
