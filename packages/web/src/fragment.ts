import { escapeHtml } from './escape-html.ts';
import type { Place } from './template-places.ts';

/** A piece of a fragment: HTML, or a value that is still to come. */
type Part = string | Pending;

/** A value that is still to come, and where it will stand. */
interface Pending {
  readonly promise: PromiseLike<unknown>;
  readonly place: Place;
}

/**
 * A piece of HTML, as `html` and `raw` make it. What it is shows in a private field alone: no object that came in as
 * JSON, whatever its properties, passes for one.
 */
export class Fragment {
  /** HTML, where all of it is there; else its pieces in order. */
  readonly #parts: string | readonly Part[];

  private constructor(parts: string | readonly Part[]) {
    this.#parts = parts;
  }

  /** Whether `value` is a fragment. */
  static is(value: unknown): value is Fragment {
    return typeof value === 'object' && value !== null && #parts in value;
  }

  /** A fragment of HTML that is trusted as it is. */
  static trusted(text: string): Fragment {
    return new Fragment(text);
  }

  /** A fragment of a template's own text, trusted, and the values in between, escaped as their places ask. */
  static of(strings: readonly string[], values: readonly unknown[], places: readonly Place[]): Fragment {
    const builder = new Builder(strings[0]!);
    for (let i = 0; i < values.length; i++) {
      Fragment.#add(builder, values[i], places[i]!);
      builder.text += strings[i + 1]!;
    }
    return new Fragment(builder.finish());
  }

  /** Whether some of it is still to come. */
  get isAsync(): boolean {
    return typeof this.#parts !== 'string';
  }

  /** The HTML. @throws {TypeError} where some of it is still to come. */
  toString(): string {
    if (typeof this.#parts === 'string') return this.#parts;
    throw new TypeError('a fragment that holds promises has no text yet: answer with page(fragment), or await them');
  }

  /** The HTML in order, as it comes: each promise is waited for when all that stands before it has been taken. */
  async *chunks(): AsyncGenerator<string, undefined> {
    if (typeof this.#parts === 'string') {
      yield this.#parts;
      return;
    }
    for (const part of this.#parts) {
      if (typeof part === 'string') yield part;
      else yield* Fragment.of(['', ''], [await part.promise], [part.place]).chunks();
    }
  }

  static #add(builder: Builder, value: unknown, place: Place): void {
    if (typeof value === 'string' && (place === 'text' || place === 'attribute')) builder.text += escapeHtml(value);
    else if (value === null || value === undefined || typeof value === 'boolean') return;
    else if (Fragment.is(value)) builder.append(checkFragment(value, place).#parts);
    else if (Array.isArray(value)) for (const each of value) Fragment.#add(builder, each, place);
    else if (isPromiseLike(value)) builder.wait(value, place);
    else builder.text += escapeHtml(textOf(value, place));
  }
}

/** Pieces in the making. */
class Builder {
  /** HTML since the last promise. */
  text: string;
  readonly #parts: Part[] = [];

  constructor(text: string) {
    this.text = text;
  }

  append(parts: string | readonly Part[]): void {
    if (typeof parts === 'string') {
      this.text += parts;
      return;
    }
    for (const part of parts) {
      if (typeof part === 'string') this.text += part;
      else this.#push(part);
    }
  }

  wait(value: PromiseLike<unknown>, place: Place): void {
    const promise = Promise.resolve(value);
    // It may fail while an earlier one is waited for, or when nobody reads on: whoever reads it gets the error then.
    promise.catch(() => {});
    this.#push({ promise, place });
  }

  finish(): string | readonly Part[] {
    if (this.#parts.length === 0) return this.text;
    if (this.text !== '') this.#parts.push(this.text);
    return this.#parts;
  }

  #push(part: Pending): void {
    if (this.text !== '') this.#parts.push(this.text);
    this.#parts.push(part);
    this.text = '';
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function checkFragment(fragment: Fragment, place: Place): Fragment {
  if (place === 'unquoted') throw misplaced(place);
  return fragment;
}

/** A value as text. @throws {TypeError} for one that has none, or none that is safe in this place. */
function textOf(value: unknown, place: Place): string {
  if (place !== 'text' && place !== 'attribute') throw misplaced(place);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const got = typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value;
  throw new TypeError(`html: expected text, a number, a fragment, an array or a promise of these, got ${got}`);
}

function misplaced(place: Exclude<Place, 'text' | 'attribute'>): TypeError {
  return new TypeError(`html: ${MISPLACED[place]}`);
}

const MISPLACED = {
  unquoted: 'put quotes around the attribute: no escaping makes a value safe without them',
  tag: 'a value within a tag must be a fragment, such as html`checked` or raw(…): as text it could add any attribute',
  script: 'a value within a script or style must be raw(…): no escaping of HTML means anything there',
};
