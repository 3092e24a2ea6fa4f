import { disposeBody, type Body } from '@tsgi/contract';

import type { CheckedExchange } from './checked-exchange.ts';

type Kind = typeof Symbol.dispose | typeof Symbol.asyncDispose;

/** The dispose methods of a body, as the server sees them. */
export class CheckedDisposal {
  /** Whether the body has been disposed of. */
  done = false;
  readonly #exchange: CheckedExchange;
  readonly #body: Body;
  readonly #before: (() => void) | undefined;
  #pending = false;

  /** @param before Checks what is to be true before the body is disposed of. */
  constructor(exchange: CheckedExchange, body: Body, before?: () => void) {
    this.#exchange = exchange;
    this.#body = body;
    this.#before = before;
  }

  /** Whether the body has anything to dispose of. */
  get needed(): boolean {
    return this.#has(Symbol.dispose) || this.#has(Symbol.asyncDispose);
  }

  /** Gives `checked` the dispose methods that the body has. */
  attachTo(checked: object): void {
    // Not enumerable, as methods of a class are not: an array stays one that prints and spreads like an array.
    if (this.#has(Symbol.asyncDispose)) {
      Object.defineProperty(checked, Symbol.asyncDispose, { value: () => this.#run(Symbol.asyncDispose) });
    }
    if (this.#has(Symbol.dispose)) {
      Object.defineProperty(checked, Symbol.dispose, { value: () => this.#run(Symbol.dispose) });
    }
  }

  /** What is to be true when deferred functions run. */
  checkEnd(): void {
    if (!this.needed) return;
    if (!this.done) this.#exchange.note('S32', 'ended the exchange without having disposed of the body');
    else if (this.#pending) this.#exchange.note('S36', 'ran a deferred function before the disposal had finished');
  }

  #run(kind: Kind): void | PromiseLike<void> {
    const { seam } = this.#exchange;
    if (this.done) seam.breach('S32', 'disposed of the body a second time');
    this.done = true;
    let breach: unknown;
    let broken = false;
    try {
      if (kind === Symbol.dispose && this.#has(Symbol.asyncDispose)) {
        seam.breach('S33', 'called [Symbol.dispose] of a body that has [Symbol.asyncDispose]');
      }
      this.#before?.();
    } catch (error) {
      breach = error;
      broken = true;
    }
    // Whatever is wrong with how it was called, the resource is to be released.
    const result = this.#dispose(kind);
    if (broken) throw breach;
    return result;
  }

  #has(kind: Kind): boolean {
    return this.#body[kind] !== undefined;
  }

  #dispose(kind: Kind): void | PromiseLike<void> {
    const result = kind === Symbol.asyncDispose ? disposeBody(this.#body) : this.#body[Symbol.dispose]?.();
    if (typeof result?.then !== 'function') return;
    this.#pending = true;
    const finished = (): void => {
      this.#pending = false;
    };
    result.then(finished, finished);
    return result;
  }
}
