/** Disposal of bodies: each once, by the right method, before anything that counts on it. */

import type { Application, Body, Chunk } from '@tsgi/contract';

import { answering, answeringLater, chunksOf, hello, watchedBody, watchedStream } from '../application-kinds.ts';
import { expectAnswer, expectEqual } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';

/** A body that is given dispose methods. */
function disposing(body: Body, methods: Partial<Disposable & AsyncDisposable>): Body {
  return Object.assign(body, methods);
}

function boom(): never {
  throw new Error('boom');
}

/** A case: after a request, this is what has happened, in this order. */
function ends(
  name: string,
  rules: readonly string[],
  app: (stage: Stage) => Application,
  expected: readonly string[],
): ServerCase {
  return {
    name,
    rules,
    bare: true,
    app,
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200 });
      await stage.happened(expected.at(-1) ?? '');
      await stage.settle();
      expectEqual(stage.events, expected, 'what happened');
    },
  };
}

export const disposal: readonly ServerCase[] = [
  ends(
    'disposes of a synchronous body when it has ended',
    ['S32'],
    (stage) => answering(() => watchedBody(stage, () => ['Hello'].values())),
    ['iterated', 'disposed'],
  ),
  ends(
    'disposes of an asynchronous body when it has ended',
    ['S32'],
    (stage) =>
      answeringLater(async () =>
        watchedStream(stage, () =>
          (async function* (): AsyncGenerator<Chunk> {
            yield 'Hello';
          })(),
        ),
      ),
    ['iterated', 'disposed'],
  ),
  ends(
    'disposes of an array',
    ['S32'],
    (stage) => answering(() => disposing(['Hello'], { [Symbol.dispose]: () => stage.note('disposed') })),
    ['disposed'],
  ),
  ends(
    'disposes of an array of several, and of an empty one',
    ['S32'],
    (stage) =>
      answering(({ PATH_INFO }) =>
        disposing(PATH_INFO === '/' ? ['Hel', 'lo'] : [], {
          [Symbol.asyncDispose]: async () => stage.note('disposed'),
        }),
      ),
    ['disposed'],
  ),
  ends(
    'calls [Symbol.asyncDispose] alone where a body has both',
    ['S33'],
    (stage) =>
      answering(() =>
        disposing(['Hello'], {
          [Symbol.asyncDispose]: async () => stage.note('asynchronously'),
          [Symbol.dispose]: () => stage.note('synchronously'),
        }),
      ),
    ['asynchronously'],
  ),
  ends(
    'calls the dispose method on the body itself',
    ['S33'],
    (stage) =>
      answering(() => {
        const body = disposing(['Hello'], {
          [Symbol.dispose](this: unknown) {
            stage.note(this === body ? 'the body' : 'something else');
          },
        });
        return body;
      }),
    ['the body'],
  ),
  ends(
    'calls neither return() nor next() of an iterator that is at its end',
    ['S34'],
    (stage) =>
      answering(() => {
        let left = 1;
        return {
          [Symbol.iterator]: () => ({
            next() {
              stage.note(`next ${left}`);
              return left-- > 0 ? { done: false as const, value: 'Hello' } : { done: true as const, value: undefined };
            },
            return: (): IteratorResult<Chunk> => {
              stage.note('returned');
              return { done: true, value: undefined };
            },
          }),
          [Symbol.dispose]: () => stage.note('disposed'),
        };
      }),
    ['next 1', 'next 0', 'disposed'],
  ),
  ends(
    'waits for the disposal before it runs what was deferred',
    ['S36'],
    (stage) => (environ, startResponse) => {
      environ['tsgi.exchange'].defer(() => stage.note('deferred'));
      startResponse('200 OK', []);
      return disposing(chunksOf('Hello'), {
        [Symbol.asyncDispose]: async () => {
          stage.note('disposing');
          await stage.settle();
          stage.note('disposed');
        },
      });
    },
    ['disposing', 'disposed', 'deferred'],
  ),
  {
    name: 'waits for the disposal before it goes on to the next request',
    rules: ['S42', 'S36'],
    needs: ['pipelining'],
    app: (stage) =>
      answering(({ PATH_INFO }) => {
        stage.note(`called ${PATH_INFO}`);
        return disposing(chunksOf('Hello'), {
          [Symbol.asyncDispose]: async () => {
            if (PATH_INFO === '/1') await stage.happened('go on');
            stage.note(`disposed ${PATH_INFO}`);
          },
        });
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get('/1') + get('/2'));
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
      await stage.settle();
      expectEqual(stage.events, ['called /1'], 'what happened so far');
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
      await stage.happened('disposed /2');
      expectEqual(stage.events, ['called /1', 'go on', 'disposed /1', 'called /2', 'disposed /2'], 'the order');
    },
  },
  {
    name: 'carries on where a dispose method throws or rejects: what was deferred runs, the next request is answered',
    rules: ['S32', 'S37'],
    bare: true,
    app: (stage) => (environ, startResponse) => {
      environ['tsgi.exchange'].defer(() => stage.note('deferred'));
      startResponse('200 OK', []);
      return disposing(
        chunksOf('Hello'),
        environ.PATH_INFO === '/' ? { [Symbol.dispose]: boom } : { [Symbol.asyncDispose]: async () => boom() },
      );
    },
    talk: async (stage) => {
      for (const path of ['/', '/later']) expectAnswer(await stage.ask(get(path)), { status: 200, text: 'Hello' });
      await stage.until(() => stage.events.length === 2, 'the deferred functions');
    },
  },
  {
    name: 'disposes of a body whose iterator cannot be had',
    rules: ['S32'],
    app: (stage) =>
      answering(() => ({
        [Symbol.iterator]: () => {
          throw new Error('boom');
        },
        [Symbol.dispose]: () => stage.note('disposed'),
      })),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 500 });
      await stage.happened('disposed');
    },
  },
  {
    name: 'ends the iteration, and disposes, where a chunk is refused',
    rules: ['S34', 'S32'],
    bare: true,
    app: (stage) => answering(() => watchedBody(stage, () => [5 as unknown as Chunk, 'x'].values())),
    talk: async (stage) => {
      await stage.ask(get());
      await stage.happened('disposed');
      expectEqual(stage.events, ['iterated', 'returned', 'disposed'], 'what happened to the body');
    },
  },
  {
    name: 'runs the finally of a generator that is left early',
    rules: ['S34'],
    needs: ['disconnects', 'backpressure'],
    app: (stage) =>
      answering(function* () {
        try {
          for (;;) yield new Uint8Array(1_048_576);
        } finally {
          stage.note('finally');
        }
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await wire.take(1);
      wire.reset();
      await stage.happened('finally');
    },
  },
  {
    name: 'keeps bodies of different exchanges apart',
    rules: ['S32', 'E3'],
    app: (stage) =>
      answering(({ PATH_INFO }) => disposing(chunksOf('Hello'), { [Symbol.dispose]: () => stage.note(PATH_INFO) })),
    talk: async (stage) => {
      const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
      for (const answer of await Promise.all(paths.map((path) => stage.ask(get(path)))))
        expectAnswer(answer, { status: 200, text: 'Hello' });
      await stage.until(() => stage.events.length === 20, 'twenty disposals');
      expectEqual(stage.events.toSorted(), paths.toSorted(), 'what was disposed of');
    },
  },
  {
    name: 'needs no dispose method',
    rules: ['S33'],
    app: () => hello(),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: 'Hello' }),
  },
];
