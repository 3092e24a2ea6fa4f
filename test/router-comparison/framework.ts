/** What is compared: the same small app, written with each framework as its documentation writes one. */

import type { Contestant, Running } from '../comparison/contestant.ts';

/** A framework, and the app in it. */
export interface Framework extends Contestant {
  /** Starts the app. */
  start(): Promise<Running>;
}

/** The message of every error that an app throws: nobody is to read it. */
export const SECRET = 'the-password-is-swordfish';

/** What an app answers to JSON: what its handler was given. */
export function received(body: unknown): string {
  if (typeof body !== 'object' || body === null) return body === undefined ? 'nothing' : `a ${typeof body}`;
  if (Object.hasOwn(body, '__proto__')) return 'an object with `__proto__`';
  return Object.keys(body).length === 0 ? 'an empty object' : 'an object';
}
