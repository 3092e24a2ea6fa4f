import {
  disposeBody,
  type Body,
  type Environ,
  type HeaderList,
  type Outcome,
  type StartResponse,
  type Status,
} from '@tsgi/contract';

import { checkedArray } from './checked-array.ts';
import { checkedBody } from './checked-body.ts';
import { checkCapabilities } from './checked-capabilities.ts';
import { CheckedErrors } from './checked-errors.ts';
import { CheckedInput } from './checked-input.ts';
import { CheckedStart } from './checked-start.ts';
import { Content } from './content.ts';
import type { RuleId } from './rules.ts';
import { shown, type Seam } from './seam.ts';

/** One exchange at one seam: the environ on its way in, the body on its way out. */
export class CheckedExchange {
  readonly seam: Seam;
  readonly start: CheckedStart;
  /** The environ that the called side gets: a copy, so that its changes show. */
  readonly environ: Environ;
  /** What has passed of the body's content. */
  readonly content: Content = new Content();
  /** Whether that is to be the same as at the next seam inwards. */
  sameAsInner = false;
  /** In a chain, the same exchange at the next seam outwards. */
  readonly outer: CheckedExchange | undefined;
  /** In a chain, the same exchange at the next seam inwards: the last one, where there were several. */
  inner: CheckedExchange | undefined = undefined;
  /** The body, where it is an array. */
  array: readonly unknown[] | undefined = undefined;
  /** Whether what the body yields passes here: not so for a body that is the server's own. */
  watched = false;
  /** Whether the called side's value has settled. */
  settled = false;
  /** How many chunks have been handed outwards. */
  delivered = 0;
  /** The body that `tsgi.upgrade` gave. */
  upgraded: Body | undefined = undefined;
  /** Bodies that `tsgi.file_wrapper` gave: the server's own, which it may want to see again as they are. */
  files: Set<Body> | undefined = undefined;

  readonly #given: Environ;
  /** The copy as it was before the called side had it. */
  readonly #before: Environ;
  readonly #keys: number;

  /** @param keys How many keys the environ has. */
  constructor(seam: Seam, environ: Environ, keys: number, startResponse: StartResponse) {
    this.seam = seam;
    this.#keys = keys;
    this.start = new CheckedStart(seam, startResponse);
    this.#given = environ;
    this.environ = { ...environ };
    this.environ['tsgi.input'] = new CheckedInput(seam, environ);
    this.environ['tsgi.errors'] = new CheckedErrors(seam, environ['tsgi.errors']);
    checkCapabilities(this, this.environ);
    this.#before = { ...this.environ };
    this.outer = seam.outer === undefined ? undefined : findOuter(seam, environ);
    if (this.outer !== undefined) this.outer.inner = this;
    // A breach of E26 may have been reported, not thrown.
    if (Object(environ['tsgi.exchange']) === environ['tsgi.exchange'])
      seam.passing?.set(environ['tsgi.exchange'], this);
    // A layer may call the next one several times, also at once: each call has an input of its own.
    seam.passing?.set(this.environ['tsgi.input'], this);
  }

  /** Whether the response has no content, whatever the body holds. */
  get withoutContent(): boolean {
    const { code } = this.start;
    return this.#given.REQUEST_METHOD === 'HEAD' || code === 204 || code === 205 || code === 304;
  }

  /** `startResponse`, as the called side has it. */
  callStart(status: Status, headers: HeaderList, error: unknown): void {
    // An outer layer may look at its environ now, for keys that this one has added.
    this.#shareAdded();
    this.start.call(status, headers, error);
  }

  /** Checks what the called side returned, and returns what is to be passed on in its place. */
  settle(body: Body): Body {
    try {
      return this.#pass(body);
    } catch (error) {
      // The caller does not get to see this body, so it cannot dispose of it.
      if (typeof body === 'object' && body !== null) dropBody(body);
      throw error;
    }
  }

  #pass(body: Body): Body {
    const { seam, start } = this;
    this.settled = true;
    this.compareEnviron((what) => seam.breach('A20', what));
    if (start.thrownBack) seam.breach('A4', 'returned a value after startResponse had thrown its error back');
    if (this.upgraded !== undefined) {
      if (body !== this.upgraded) seam.breach('A29', `returned ${shown(body)} after it had called tsgi.upgrade`);
      return body;
    }
    if (!start.started) seam.breach('A2', 'returned without having called startResponse');
    if (!isBody(body)) {
      seam.breach('A12', `returned ${shown(body)} for a body`);
      return body;
    }
    if (this.files?.has(body) === true) return body;
    this.watched = true;
    return Array.isArray(body) ? checkedArray(this, body) : checkedBody(this, body);
  }

  /** Has `check` run when the exchange is over, where the server still takes it. */
  atEnd(check: (outcome: Outcome) => void): void {
    try {
      this.#given['tsgi.exchange'].defer(check);
    } catch {
      // The client has left while the application was at work: the exchange is over, and nothing more will happen in it.
    }
  }

  /** States a breach that shows when nobody is on the stack any more. */
  note(rule: RuleId, what: string): void {
    this.seam.note(this.#given['tsgi.errors'], rule, what);
  }

  /** Gives the caller the keys that the called side has added. */
  #shareAdded(): void {
    for (const key in this.environ) {
      if (!(key in this.#before)) Reflect.set(this.#given, key, openly(this.environ)[key]);
    }
  }

  /**
   * Checks that the called side has kept the keys that it was given. Those that it has added, the caller is to see.
   * @param state States a breach.
   */
  compareEnviron(state: (what: string) => void): void {
    const before = openly(this.#before);
    const now = openly(this.environ);
    let kept = 0;
    for (const key in now) {
      const value = now[key];
      if (value === before[key]) kept++;
      else if (!(key in before)) Reflect.set(this.#given, key, value);
      else {
        kept++;
        state(`changed ${key} to ${shown(value)} in the environ it was given`);
      }
    }
    if (kept === this.#keys) return;
    for (const key in before) if (!(key in now)) state(`removed ${key} from the environ it was given`);
  }
}

/** An environ by whatever keys it has. */
function openly(environ: object): Readonly<Record<string, unknown>> {
  return environ as Readonly<Record<string, unknown>>;
}

function isBody(value: unknown): value is Body {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return Symbol.iterator in value || Symbol.asyncIterator in value;
}

function dropBody(body: Body): void {
  try {
    // Not awaited: the error that is on its way is what matters, not one from clearing up behind it.
    Promise.resolve(disposeBody(body)).catch(() => {});
  } catch {
    // As above.
  }
}

function findOuter(seam: Seam, environ: Environ): CheckedExchange | undefined {
  const passing = seam.outer?.passing;
  const outer = passing?.get(environ['tsgi.exchange']);
  if (outer === undefined) seam.breach('M1', 'passed another tsgi.exchange on than it was given');
  // A layer with an input of its own is known by the exchange.
  return passing?.get(environ['tsgi.input']) ?? outer;
}
