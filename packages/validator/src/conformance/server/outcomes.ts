/** What a deferred function is told of how the exchange ended. */

import type { Application, Chunk, Exchange, Outcome } from '@tsgi/contract';

import { answering, chunksLater, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual, nameOf, printed } from '../expectation.ts';
import { get, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';

/** Has an application defer things first. */
function deferring(defer: (exchange: Exchange) => void, app: Application = hello()): Application {
  return (environ, startResponse) => {
    defer(environ['tsgi.exchange']);
    return app(environ, startResponse);
  };
}

function shownOutcome(outcome: Outcome): string {
  const error = 'error' in outcome ? ` ${nameOf(outcome.error)}` : '';
  return `${outcome.status} ${outcome.bytes}${error}`;
}

/** A case: this is the outcome of an exchange. */
function tells(
  name: string,
  app: () => Application,
  sent: string,
  expected: string,
  needs: ServerCase['needs'] = [],
): ServerCase {
  return {
    name: `tells a deferred function the status, the bytes of content and the error ${name}`,
    rules: ['S38'],
    needs,
    app: (stage) => deferring((exchange) => exchange.defer((told) => stage.note(shownOutcome(told))), app()),
    talk: async (stage) => {
      // What is told of the end is told whether or not the answer got through.
      await stage.ask(sent).catch(() => undefined);
      await stage.until(() => stage.events.length > 0, 'the deferred function');
      expectEqual(stage.events, [expected], 'the outcome');
    },
  };
}

const boom = (): never => {
  throw new Error('boom');
};

/** Asks, and waits for an event that comes after the answer. */
async function askUntil(stage: Stage, event: string, status = 200): Promise<void> {
  expectAnswer(await stage.ask(get()), { status });
  await stage.happened(event);
}

export const outcomes: readonly ServerCase[] = [
  tells('of an array', hello, get(), '200 5'),
  tells('of a stream, its framing not counted', () => answering(() => chunksLater('\u4f60', 'ab')), get(), '200 5'),
  tells('of HEAD', hello, request('HEAD', '/'), '200 0'),
  tells('of 204', () => answering(() => ['x'], { status: '204 No Content' }), get(), '204 0'),
  tells(
    'of a redirect',
    () => answering(() => [], { status: '302 Found', headers: [['Location', '/']] }),
    get(),
    '302 0',
  ),
  tells(
    'of a body that fails late',
    () =>
      answering(async function* (): AsyncGenerator<Chunk> {
        yield 'one';
        boom();
      }),
    get(),
    '200 3 Error',
    ['truncation'],
  ),
  {
    name: 'tells a deferred function the status 500 and the error of an application that threw',
    rules: ['S38', 'S10'],
    app: (stage) =>
      deferring((exchange) => exchange.defer(({ status, error }) => stage.note(`${status} ${printed(error)}`)), boom),
    talk: (stage) => askUntil(stage, '500 Error: boom', 500),
  },
];
