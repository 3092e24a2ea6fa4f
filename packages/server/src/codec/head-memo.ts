/**
 * Remembers one header section of a connection. The heads of one connection differ little, and a line that is the same
 * need not be decoded again: comparing costs a fifth of that. The result is the same with it and without.
 */

import type { Environ } from '@tsgi/contract';

import { BYTE_CLASSES, CR, FIELD_VALUE, LF, SPACE, TAB } from './byte-classes.ts';
import { fieldName, Meaning } from './field-names.ts';
import { FIELD_NUMBERS, type HeadScanner } from './head-scanner.ts';
import type { HeaderSection } from './header-section.ts';
import { shareValues } from './shared-values.ts';

/** A client whose header section had to be decoded anew this many times in a row does not repeat itself. */
const PATIENCE = 4;
/** With more lines changed than this, decoding anew costs no more. */
const MOST_CHANGES = 8;

type HeaderKey = `HTTP_${string}`;

/** The lines that the last `match` found changed: three numbers each, the line, and where its value starts and ends. */
const changes = new Int32Array(MOST_CHANGES * 3);
let changeCount = 0;

export class HeadMemo {
  /** What the section says. */
  section: HeaderSection | undefined;

  #bytes: Buffer | undefined;
  #environ: Environ | undefined;
  /** What the scanner noted of each field, counted from the section's start. */
  #fields: Int32Array | undefined;
  /** The key of each line whose value may change by itself; made when the first one does. */
  #keys: readonly (HeaderKey | undefined)[] | undefined;
  /** Of each field, whether its line has changed before. */
  #changing: Uint8Array | undefined;
  #misses = 0;

  /**
   * Whether the section in `bytes` at `start` is the one that is remembered, but for values that say nothing about the
   * message; of the same version of HTTP.
   * @returns how many bytes long it is, or 0 where it has to be decoded.
   */
  match(http11: boolean, bytes: Buffer, start: number, end: number): number {
    const remembered = this.#bytes;
    if (remembered === undefined || (this.#environ!.SERVER_PROTOCOL === 'HTTP/1.1') !== http11) return 0;
    const { length } = remembered;
    changeCount = 0;
    const found =
      end - start >= length && bytes.compare(remembered, 0, length, start, start + length) === 0
        ? length
        : this.#compareLines(remembered, bytes, start, end);
    this.#misses = found === 0 ? this.#misses + 1 : 0;
    return found;
  }

  /** A new environ of the section that `match` has just found in `bytes`, with nothing from a request line. */
  recall(bytes: Buffer): Environ {
    const environ = { ...this.#environ! };
    for (let i = 0; i < changeCount * 3; i += 3) {
      environ[this.#keys![changes[i]!]!] = bytes.toString('latin1', changes[i + 1], changes[i + 2]);
    }
    return environ;
  }

  /**
   * Takes the section that `scanner` has just scanned in the place of the last.
   * @param bytes The section's.
   * @param environ Holds what came of it, and nothing from a request line.
   */
  remember(bytes: Buffer, scanner: HeadScanner, environ: Environ, section: HeaderSection): void {
    if (this.#misses >= PATIENCE) return this.forget();
    this.#bytes = Buffer.from(bytes);
    this.#fields = scanner.fields.slice(0, scanner.count * FIELD_NUMBERS);
    for (let i = 0; i < this.#fields.length; i++) {
      if (i % FIELD_NUMBERS < 4) this.#fields[i]! -= scanner.headersStart;
    }
    this.#keys = this.#changing = undefined;
    this.#environ = { ...environ };
    shareValues(this.#environ);
    this.section = section;
  }

  /** Holds nothing from now on, until the next section. */
  forget(): void {
    this.#bytes = this.#fields = this.#keys = this.#changing = this.#environ = this.section = undefined;
  }

  /** Compares runs of lines that have never changed as a whole, and looks into the others. */
  #compareLines(old: Buffer, bytes: Buffer, start: number, end: number): number {
    const fields = this.#fields!;
    const changing = (this.#changing ??= new Uint8Array(fields.length));
    let at = start;
    for (let field = 0; ;) {
      let next = field;
      while (next < fields.length && changing[next] === 0) next += FIELD_NUMBERS;
      const from = this.#lineStart(field, old);
      // The last run ends with the empty line that ends the section.
      const to = next < fields.length ? fields[next]! : old.length;
      if (end - at >= to - from && bytes.compare(old, from, to, at, at + to - from) === 0) {
        at += to - from;
        if (next === fields.length) return at - start;
        field = next;
      } else if (field === fields.length) return 0;
      const lineEnd = this.#lineStart(field + FIELD_NUMBERS, old);
      const stop = Math.min(lineEnd, fields[field]! + end - at);
      let i = fields[field]!;
      const line = at - i;
      while (i < stop && old[i] === bytes[line + i]) i++;
      if (i < lineEnd) {
        changing[field] = 1;
        at = this.#takeValue(field, i, bytes, line, end);
        if (at === 0) return 0;
      } else at = line + i;
      field += FIELD_NUMBERS;
    }
  }

  #lineStart(field: number, old: Buffer): number {
    const fields = this.#fields!;
    return field < fields.length ? fields[field]! : old.length - 2;
  }

  /**
   * Notes the value of a line that has changed at `i`.
   * @param line Where offsets of the remembered section lie in `bytes`, at this line.
   * @returns where the next line starts, or 0 where the section has to be decoded.
   */
  #takeValue(field: number, i: number, bytes: Buffer, line: number, end: number): number {
    const colon = this.#fields![field + 1]!;
    this.#keys ??= this.#keysOf();
    if (i <= colon || changeCount === MOST_CHANGES || this.#keys[field / FIELD_NUMBERS] === undefined) return 0;
    let valueStart = line + colon + 1;
    while (valueStart < end && (bytes[valueStart] === SPACE || bytes[valueStart] === TAB)) valueStart++;
    let at = valueStart;
    while (at < end && BYTE_CLASSES[bytes[at]!]! & FIELD_VALUE) at++;
    if (end - at < 2 || bytes[at] !== CR || bytes[at + 1] !== LF) return 0;
    let valueEnd = at;
    while (valueEnd > valueStart && (bytes[valueEnd - 1] === SPACE || bytes[valueEnd - 1] === TAB)) valueEnd--;
    changes[changeCount * 3] = field / FIELD_NUMBERS;
    changes[changeCount * 3 + 1] = valueStart;
    changes[changeCount * 3 + 2] = valueEnd;
    changeCount++;
    return at + 2;
  }

  /** A field that says something about the message, that is left out, or that is repeated does not change by itself. */
  #keysOf(): readonly (HeaderKey | undefined)[] {
    const fields = this.#fields!;
    const keys: (HeaderKey | undefined)[] = [];
    const seen = new Map<string, number>();
    for (let field = 0; field < fields.length; field += FIELD_NUMBERS) {
      const { key, meaning } = fieldName(this.#bytes!, fields[field]!, fields[field + 1]!, fields[field + 4]!);
      const first = seen.get(key);
      if (first !== undefined) keys[first] = undefined;
      else seen.set(key, keys.length);
      const free = first === undefined && (meaning === Meaning.plain || meaning === Meaning.cookie);
      keys.push(free ? (key as HeaderKey) : undefined);
    }
    return keys;
  }
}
