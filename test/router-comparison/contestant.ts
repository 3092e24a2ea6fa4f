/** What is compared: the same small app, written with each framework as its documentation writes one. */

/** A framework, and the app in it. */
export interface Contestant {
  readonly name: string;
  /** What of package.json it is made of; none for packages of this repository. */
  readonly packages: readonly string[];
  /** Starts the app on a port of its own of the loopback interface. */
  start(): Promise<Running>;
}

/** An app that listens. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** The message of every error that an app throws: nobody is to read it. */
export const SECRET = 'the-password-is-swordfish';

/** What an app answers to JSON: what its handler was given. */
export function received(body: unknown): string {
  if (typeof body !== 'object' || body === null) return body === undefined ? 'nothing' : `a ${typeof body}`;
  if (Object.hasOwn(body, '__proto__')) return 'an object with `__proto__`';
  return Object.keys(body).length === 0 ? 'an empty object' : 'an object';
}
