import type { HeaderList, Status } from '@tsgi/contract';

import { concurrency } from '../../src/middleware-conformance/concurrency.ts';
import { disposingOf, withBody } from './fixtures/layers.ts';
import { testTopic, type Mistake } from './fixtures/mistake.ts';

/** What a factory keeps for all exchanges, and should keep for each. */
const sharedHead = (): Mistake['middleware'] => {
  let head: [Status, HeaderList];
  return (app) => async (environ, startResponse) => {
    const body = await app(environ, (status, headers) => void (head = [status, headers]));
    startResponse(...head);
    return body;
  };
};

const sharedIterator = (): Mistake['middleware'] => {
  let next: (() => unknown) | undefined;
  return withBody((body) => {
    if (Array.isArray(body)) return body;
    const chunks = Symbol.iterator in body ? body[Symbol.iterator]() : body[Symbol.asyncIterator]();
    next = () => chunks.next();
    const iterator = { next: () => next?.(), return: () => chunks.return?.() } as Iterator<string> &
      AsyncIterator<string>;
    return disposingOf(
      body,
      Symbol.iterator in body ? { [Symbol.iterator]: () => iterator } : { [Symbol.asyncIterator]: () => iterator },
    );
  });
};

/** Lets one exchange in at a time, and the next where the one before has ended well. */
const oneAtATime = (): Mistake['middleware'] => {
  let before: Promise<unknown> = Promise.resolve();
  return (app) => (environ, startResponse) => (before = before.then(() => app(environ, startResponse))) as Promise<[]>;
};

const sharedExchange = (): Mistake['middleware'] => {
  const seen: unknown[] = [];
  return (app) => (environ, startResponse) => {
    seen.push(environ['tsgi.exchange']);
    return app({ ...environ, 'tsgi.exchange': seen[0] as (typeof environ)['tsgi.exchange'] }, startResponse);
  };
};

/** Gives up on all for the failure of one. */
const brokenForGood = (): Mistake['middleware'] => {
  let left = false;
  return (app) => (environ, startResponse) => {
    environ['tsgi.exchange'].signal.addEventListener('abort', () => void (left = true));
    return withBody((body) =>
      Symbol.iterator in body && !Array.isArray(body)
        ? disposingOf(body, {
            [Symbol.iterator]: () => {
              const chunks = body[Symbol.iterator]();
              return {
                next: () => (left ? { done: true, value: undefined } : chunks.next()),
                return: () => chunks.return?.() ?? { done: true, value: undefined },
              };
            },
          })
        : body,
    )(app)(environ, startResponse);
  };
};

testTopic(concurrency, [
  {
    does: 'keeps the head of all exchanges in one variable',
    middleware: sharedHead(),
    caughtBy: ['keeps the heads of exchanges apart that run at once'],
  },
  {
    does: 'keeps the iterator of all exchanges in one variable',
    middleware: sharedIterator(),
    caughtBy: [
      'keeps the synchronous bodies of exchanges apart that run at once',
      'keeps the asynchronous bodies of exchanges apart that run at once',
    ],
  },
  {
    does: 'lets no exchange in after one that has failed',
    middleware: oneAtATime(),
    caughtBy: [
      'keeps the heads of exchanges apart that run at once',
      'carries on with the next exchange when one has failed',
    ],
  },
  {
    does: 'passes the first exchange on for all',
    middleware: sharedExchange(),
    caughtBy: ['keeps deferred functions with their exchange'],
  },
  {
    does: 'ends all bodies when one client goes away',
    middleware: brokenForGood(),
    caughtBy: ['carries on with other exchanges when one is aborted'],
  },
]);
