/** What a case may say about what it sees. Each throws where it does not hold, and says what was there instead. */

import type { Application } from '@tsgi/contract';

import { type Answer, fieldOf, NoAnswer } from './answer.ts';

/** Expects something to be true. @param what The expectation, as the end of a sentence. */
export function expectThat(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`expected ${what}`);
}

/** Expects two plain values to be the same, all the way down. @param what What `actual` is. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [printed(actual), printed(expected)];
  if (got !== wanted) throw new Error(`expected ${what} to be ${wanted}, got ${got}`);
}

/** What an answer is expected to be. What is not named may be anything. */
export interface ExpectedAnswer {
  readonly status?: number;
  readonly reason?: string;
  readonly text?: string;
  /** Fields with their values, repeated ones joined; `undefined` for one that may not be there. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  readonly framing?: Answer['framing'];
  /** Default: true. */
  readonly complete?: boolean;
}

export function expectAnswer(answer: Answer, expected: ExpectedAnswer): void {
  const { status, reason, text, fields = {}, framing, complete = true } = expected;
  if (status !== undefined) expectEqual(answer.status, status, 'the status');
  if (reason !== undefined) expectEqual(answer.reason, reason, 'the reason phrase');
  expectEqual(answer.complete, complete, 'whether the content came to its end');
  if (framing !== undefined) expectEqual(answer.framing, framing, 'the framing');
  if (text !== undefined) expectEqual(answer.text, text, 'the content');
  for (const [name, value] of Object.entries(fields)) expectEqual(fieldOf(answer, name), value, `the field ${name}`);
}

/**
 * Expects an answer that nobody can take for whole. What was sent before the connection was destroyed may have got
 * through or not: `undefined` where not even the head has.
 */
export async function expectCutShort(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    const cut = await answer;
    expectAnswer(cut, { complete: false });
    return cut;
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}

/** What `act` throws. @param what Who is expected to throw. */
export function thrownBy(act: () => unknown, what: string): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error(`expected ${what} to throw`);
}

/** What `promise` rejects with. @param what What is expected to reject. */
export async function rejectionOf(promise: PromiseLike<unknown>, what: string): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`expected ${what} to reject`);
}

/** The name of an error, whatever it is. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : printed(error);
}

/** A value as it stands in a message; two values that print the same are the same to a suite. */
export function printed(value: unknown): string {
  if (typeof value === 'function') return `a function ${value.name}`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return JSON.stringify(value) ?? String(value);
}

/** A caller without types: hands an application's argument on as it is, wrong as it may be. */
export type AnyStart = (...given: unknown[]) => void;

/** An application that returns what its type forbids. */
export function untyped(app: (...given: Parameters<Application>) => unknown): Application {
  return app as Application;
}
