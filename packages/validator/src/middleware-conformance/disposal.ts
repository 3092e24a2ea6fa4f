/** Disposal: once, whatever happens to the body, and before deferred functions run. */

import type { Body } from '@tsgi/contract';

import { answering } from '../conformance/application-kinds.ts';
import { serverOf, type HandServer } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import { observedBody } from './observed-body.ts';
import { watched } from './watched.ts';

const disposes = (what: string, app: MiddlewareCase['app'], ...rules: readonly string[]): MiddlewareCase => ({
  name: `disposes ${what}`,
  rules: ['S32', ...rules],
  app,
});

export const disposal: readonly MiddlewareCase[] = [
  disposes('of a body once, when it has been read', watched()),
  disposes('of a body that does so asynchronously once', watched({ iterators: 'async', disposal: 'async' })),
  disposes(
    'of a body that can do so in two ways in the asynchronous one',
    watched({ iterators: 'async', disposal: 'both' }),
    'S33',
  ),
  disposes('of a body that has nothing to say once', watched({ chunks: [] })),
  disposes(
    'of an array too',
    answering((environ) => {
      const server = serverOf(environ);
      return Object.assign(['one', 'two'], { [Symbol.dispose]: () => server.note('was disposed of') });
    }),
  ),
  disposes(
    'of a body that cannot be read, where nobody wants to',
    answering((environ) => unreadable(serverOf(environ)), { status: '204 No Content' }),
  ),
  disposes(
    'of a body before deferred functions run, the last deferred first',
    answering((environ) => {
      const server = serverOf(environ);
      environ['tsgi.exchange'].defer(() => server.note('ran its first deferred function'));
      environ['tsgi.exchange'].defer(() => server.note('ran its last deferred function'));
      return observedBody(server, { iterators: 'async', disposal: 'async' });
    }),
    'S36',
    'S37',
  ),
];

/** All that it has is a resource. */
function unreadable(server: HandServer): Body {
  return {
    [Symbol.iterator]: () => {
      throw new Error('a body was read that has no content');
    },
    [Symbol.dispose]: () => server.note('was disposed of'),
  };
}
