import { ContractError, type ErrorStream, type Side } from '@tsgi/contract';

import { RULES, type RuleId } from './rules.ts';
import type { CheckedExchange } from './checked-exchange.ts';

/** One of the two programs that meet at a seam. */
export interface Party {
  readonly side: Side;
  /** Its function's name; empty where it has none. */
  readonly name: string;
}

/** Takes a breach, in place of its being thrown. */
export type Report = (breach: ContractError) => void;

/** What a seam may have besides its two parties. */
export interface SeamOptions {
  /** Takes breaches in place of their being thrown. */
  readonly report?: Report | undefined;
  /** The next seam outwards. */
  readonly outer?: Seam | undefined;
  /** Whether there is a next seam inwards. */
  readonly hasInner?: boolean;
}

/** The place between two layers where a validator stands, the same for all exchanges. */
export class Seam {
  readonly caller: Party;
  readonly called: Party;
  /** In a chain, the seam on the other side of the caller. */
  readonly outer: Seam | undefined;
  /** In a chain, what passes here now, by its exchange and by its input: how the next seam inwards finds it. */
  readonly passing: WeakMap<object, CheckedExchange> | undefined;
  readonly #report: Report | undefined;
  #calls = 0;

  constructor(caller: Party, called: Party, { report, outer, hasInner = false }: SeamOptions = {}) {
    this.caller = caller;
    this.called = called;
    this.outer = outer;
    this.passing = hasInner ? new WeakMap() : undefined;
    this.#report = report;
  }

  /** Whether to do what costs too much to be done for each exchange: for the first ones, and then one in 256. */
  looksClosely(): boolean {
    const calls = this.#calls++;
    return calls < 16 || (calls & 255) === 0;
  }

  /**
   * States a breach to whoever is on the stack, or to `report`; in that case it returns.
   * @param what What the guilty one did, in words that follow its name.
   */
  breach(rule: RuleId, what: string): void {
    const error = this.#error(rule, what);
    if (this.#report === undefined) throw error;
    this.#report(error);
  }

  /** States a breach where nobody is on the stack who could be thrown at. */
  note(errors: ErrorStream, rule: RuleId, what: string): void {
    const error = this.#error(rule, what);
    if (this.#report === undefined) errors.write(`${error.name}: ${error.message}\n`);
    else this.#report(error);
  }

  #error(rule: RuleId, what: string): ContractError {
    const { by, sentence } = RULES[rule];
    const { side, name } = this[by];
    return new ContractError(
      rule,
      side,
      `the ${side}${name === '' ? '' : ` ${name}`} ${what}. The rule: "${sentence}"`,
    );
  }
}

/** A value as it stands in a message. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
  if (typeof value === 'function') return `a function ${value.name}`.trimEnd();
  if (typeof value !== 'object' || value === null) return String(value);
  return `an object of ${Object.getPrototypeOf(value)?.constructor?.name ?? 'no class'}`;
}
