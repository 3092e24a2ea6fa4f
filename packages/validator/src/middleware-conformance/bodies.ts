/** Bodies of every kind, and their chunks. */

import { streamBody, type Application, type Chunk } from '@tsgi/contract';

import { answering, answeringLater, chunksLater, chunksOf } from '../conformance/application-kinds.ts';
import { serverOf, type HandServer } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import { noteAsked } from './observed-body.ts';
import { watched } from './watched.ts';

const bytes = Uint8Array.of(0, 0x61, 0xff, 0x7a);

/** A promise of another kind than the language's, as are those that it makes. */
class Later<T> implements PromiseLike<T> {
  readonly #promise: PromiseLike<T>;

  constructor(promise: PromiseLike<T>) {
    this.#promise = promise;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- what the case is about
  then<A = T, B = never>(
    onValue?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    return new Later(this.#promise.then(onValue, onError));
  }
}

/** A stream that makes a chunk only when one is asked for. */
function webStream(server: HandServer): ReadableStream<Chunk> {
  let asked = 0;
  return new ReadableStream<Chunk>(
    {
      pull: (controller) => {
        noteAsked(server, ++asked);
        if (asked > 3) controller.close();
        else controller.enqueue(`chunk ${asked}`);
      },
      cancel: () => server.note('was cancelled'),
    },
    { highWaterMark: 0 },
  );
}

const passes = (what: string, app: Application, ...rules: readonly string[]): MiddlewareCase => ({
  name: `passes ${what} on`,
  rules: ['A12', ...rules],
  app,
});

export const bodies: readonly MiddlewareCase[] = [
  passes(
    'an array',
    answering(() => ['one', 'two']),
  ),
  passes(
    'an empty array',
    answering(() => []),
  ),
  passes(
    'what a generator yields',
    answering(() => chunksOf('one', 'two', 'three')),
  ),
  passes(
    'what an asynchronous generator yields',
    answering(() => chunksLater('one', 'two', 'three')),
  ),
  passes('any iterable', watched({ disposal: 'none' })),
  passes('any asynchronous iterable', watched({ iterators: 'async', disposal: 'none' })),
  passes('a body with both iterators, and reads it synchronously,', watched({ iterators: 'both' }), 'S16'),
  passes(
    'a web stream',
    answering((environ) => streamBody(webStream(serverOf(environ)))),
    'M3',
  ),
  passes(
    'a body that is promised',
    answeringLater(async () => ['one', 'two']),
  ),
  passes('a body that a promise of another kind gives', (_environ, startResponse) => {
    startResponse('200 OK', []);
    return new Later(Promise.resolve(['one', 'two']));
  }),
  passes('a body without chunks', watched({ chunks: [] })),
  passes('an asynchronous body without chunks', watched({ chunks: [], iterators: 'async' })),
  passes(
    'bytes, which need not be text,',
    answering(() => chunksOf(bytes, new Uint8Array(0), bytes.subarray(1))),
    'A13',
  ),
  passes(
    'strings and bytes by turns',
    answering(() => ['你', bytes, '好', '\u{1f600}']),
    'A13',
  ),
  {
    name: 'writes to no chunk that it is given',
    rules: ['S23', 'A14'],
    app: answering(() => chunksOf(bytes, bytes)),
    expect: () => {
      if (String([...bytes]) === '0,97,255,122') return;
      bytes.set([0, 0x61, 0xff, 0x7a]);
      throw new Error('the bytes of a chunk have changed, which the application may yield again');
    },
  },
];
