import type { Middleware } from '@tsgi/contract';

import type { ConformanceCase } from '../conformance/conformance-case.ts';
import { aborts } from './aborts.ts';
import { answersOf } from './answers.ts';
import { bodies } from './bodies.ts';
import { capabilities } from './capabilities.ts';
import { concurrency } from './concurrency.ts';
import { disposal } from './disposal.ts';
import { environs } from './environs.ts';
import { failures } from './failures.ts';
import { heads } from './heads.ts';
import { runnableCase, type MiddlewareCase } from './middleware-case.ts';
import { statementOf, type MiddlewareConformanceOptions } from './statement.ts';
import { streaming } from './streaming.ts';

/** All topics, from the request to the end of the exchange. */
const TOPICS: Readonly<Record<string, readonly MiddlewareCase[]>> = {
  'the environ': environs,
  capabilities,
  heads,
  bodies,
  streaming,
  failures,
  aborts,
  disposal,
  'exchanges at once': concurrency,
};

/**
 * Cases that prove that a middleware passes exchanges through, in memory and on every JavaScript runtime.
 *
 * Each case puts the middleware around an application of its own, has a validator on both sides of it, and compares
 * what comes of the exchange with what comes of it without the middleware. What is meant to be different the options
 * state: the middleware is held to everything else. A case's `run()` resolves where the middleware conforms, and
 * rejects with what the client got and what the application saw where it does not.
 * @throws {TypeError} for a middleware that is no function, and for an option that is not right.
 */
export function middlewareConformance(
  middleware: Middleware,
  options: MiddlewareConformanceOptions = {},
): ConformanceCase[] {
  if (typeof middleware !== 'function') {
    throw new TypeError(
      `middlewareConformance(): middleware must be a function from an application to an application, got ${typeof middleware}`,
    );
  }
  const statement = statementOf(options);
  // What it answers by itself is not what it passes through, and has other needs.
  const alone = { ...statement, environ: {} };
  return [
    ...Object.entries(TOPICS).flatMap(([topic, cases]) =>
      cases.map((each) => runnableCase(topic, each, middleware, statement)),
    ),
    ...statement.answers
      .flatMap((answered) => answersOf(answered))
      .map((each) => runnableCase('answers of its own', each, middleware, alone)),
  ];
}
