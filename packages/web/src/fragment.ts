import { isPromiseLike } from '@tsgi/contract';

import { escapeHtml } from './escape-html.ts';
import { type Place, placesOf } from './template-places.ts';

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
  /** The template whose values were escaped for its places; `undefined` where it has none. */
  readonly #template: TemplateStringsArray | undefined;

  private constructor(parts: string | readonly Part[], template?: TemplateStringsArray) {
    this.#parts = parts;
    this.#template = template;
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
  static of(template: TemplateStringsArray, values: readonly unknown[]): Fragment {
    const places = placesOf(template);
    const builder = new Builder(template[0]!);
    for (let i = 0; i < values.length; i++) {
      Fragment.#add(builder, values[i], places[i]!);
      builder.text += template[i + 1]!;
    }
    return new Fragment(builder.finish(), template);
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
      else yield* Fragment.#ofValue(await part.promise, part.place).chunks();
    }
  }

  static #ofValue(value: unknown, place: Place): Fragment {
    const builder = new Builder('');
    Fragment.#add(builder, value, place);
    return new Fragment(builder.finish());
  }

  /** Whether the values in a fragment are as safe in this place as where they were escaped for. */
  static #isSafe(fragment: Fragment, place: Place): boolean {
    const template = fragment.#template;
    if (place === 'text' || place === 'attribute') return true;
    if (place === 'unquoted') return false;
    if (template === undefined) return true;
    // Within a tag its attributes are: they must be in quotes there, too.
    return place === 'tag' && placesOf(template, 'tag').every((each) => each === 'attribute');
  }

  static #add(builder: Builder, value: unknown, place: Place): void {
    if (typeof value === 'string' && (place === 'text' || place === 'attribute')) builder.text += escapeHtml(value);
    else if (value === null || value === undefined || typeof value === 'boolean') return;
    else if (Fragment.is(value)) {
      if (!Fragment.#isSafe(value, place)) throw misplaced(place);
      builder.append(value.#parts);
    } else if (Array.isArray(value)) for (const each of value) Fragment.#add(builder, each, place);
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

/** A value as text. @throws {TypeError} for one that has none, or none that is safe in this place. */
function textOf(value: unknown, place: Place): string {
  if (place !== 'text' && place !== 'attribute') throw misplaced(place);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const got = typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value;
  throw new TypeError(`html: expected text, a number, a fragment, an array or a promise of these, got ${got}`);
}

function misplaced(place: Place): TypeError {
  return new TypeError(`html: ${MISPLACED[place]}`);
}

const MISPLACED: Readonly<Partial<Record<Place, string>>> = {
  program:
    'an attribute such as onclick is a program, and srcdoc a page: no escaping makes a value safe there. Put it into a data- attribute, which a script reads; what is trusted must be raw(…)',
  unquoted: 'put quotes around the attribute: no escaping makes a value safe without them',
  tag: 'a value within a tag must be raw(…), or a fragment that has its own values in quotes: text could add any attribute',
  script: 'a value within a script or style must be raw(…): no escaping of HTML means anything there',
};
