/** A client that goes away: who learns of it, in which order, and what is left behind. */

import { type Body, type Chunk, readBody } from '@tsgi/contract';

import { answering, hello, watchedBody, watchedStream } from '../application-kinds.ts';
import { expectAnswer, expectCutShort, expectEqual, nameOf, rejectionOf } from '../expectation.ts';
import { leaveInBody, leaveWhenCalled, untilAborted } from '../leaving.ts';
import { get, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';

/** A body that yields until it is stopped, slowly enough for others to have their turn. */
function endless(stage: Stage): Body {
  return watchedStream(stage, async function* () {
    for (;;) {
      yield 'more';
      await stage.happened('never');
    }
  } as () => AsyncGenerator<Chunk>);
}

export const abort: readonly ServerCase[] = [
  {
    name: 'aborts the signal where the client goes away before the head, with a ClientDisconnected',
    rules: ['S41'],
    needs: ['disconnects'],
    app: (stage) => (environ) => {
      const { signal } = environ['tsgi.exchange'];
      signal.addEventListener('abort', () => stage.note(`aborted: ${nameOf(signal.reason)}`));
      stage.note('called');
      return stage.happened('never').then(() => []);
    },
    talk: async (stage) => {
      await leaveWhenCalled(stage);
      await stage.happened('aborted: ClientDisconnected');
    },
  },
  {
    name: 'has a signal that is asked for afterwards aborted already',
    rules: ['S41'],
    needs: ['disconnects'],
    app: (stage) => async (environ, startResponse) => {
      stage.note('called');
      await rejectionOf(readBody(environ), 'reading').then(() => stage.note('disconnected'));
      stage.note(environ['tsgi.exchange'].signal.aborted ? 'aborted' : 'not aborted');
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      await leaveWhenCalled(stage, request('POST', '/', 'Content-Length: 5'));
      await stage.happened('aborted');
    },
  },
  {
    name: 'aborts the signal where the client goes away in the middle of the body',
    rules: ['S41'],
    needs: ['disconnects'],
    app: (stage) => (environ, startResponse) => {
      const { signal } = environ['tsgi.exchange'];
      signal.addEventListener('abort', () => stage.note(`aborted: ${nameOf(signal.reason)}`));
      return answering(() => endless(stage))(environ, startResponse);
    },
    talk: async (stage) => {
      await leaveInBody(stage);
      await stage.happened('aborted: ClientDisconnected');
    },
  },
  {
    name: 'aborts, ends the iteration, disposes and runs what was deferred, in this order, where the client goes away',
    rules: ['S41', 'S34', 'S32', 'S36'],
    needs: ['disconnects'],
    app: (stage) => (environ, startResponse) => {
      const exchange = environ['tsgi.exchange'];
      exchange.signal.addEventListener('abort', () => stage.note('aborted'));
      exchange.defer(({ error }) => stage.note(`deferred: ${nameOf(error)}`));
      return answering(() => endless(stage))(environ, startResponse);
    },
    talk: async (stage) => {
      await leaveInBody(stage);
      await stage.happened('deferred: ClientDisconnected');
      const order = ['iterated', 'aborted', 'returned', 'disposed', 'deferred: ClientDisconnected'];
      expectEqual(stage.events, order, 'the order');
    },
  },
  {
    name: 'does not wait for a chunk that never comes where the client goes away',
    rules: ['S32'],
    needs: ['disconnects'],
    app: (stage) =>
      answering(() => ({
        [Symbol.asyncIterator]: () => ({
          next: (): Promise<IteratorResult<Chunk>> => {
            const first = stage.events.length === 0;
            stage.note('asked');
            return first ? Promise.resolve({ done: false, value: 'more' }) : new Promise(() => {});
          },
          return: () => new Promise<never>(() => {}),
        }),
        [Symbol.dispose]: () => stage.note('disposed'),
      })),
    talk: async (stage) => {
      await leaveInBody(stage);
      await stage.happened('disposed');
    },
  },
  {
    name: 'ends a synchronous iteration that waits for the client where that goes away',
    rules: ['S34', 'S32'],
    needs: ['disconnects', 'backpressure'],
    app: (stage) =>
      answering(() =>
        watchedBody(stage, function* () {
          for (;;) yield new Uint8Array(1_048_576);
        } as () => Generator<Chunk>),
      ),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.pause();
      wire.send(get());
      await stage.happened('iterated');
      await stage.settle();
      wire.reset();
      await stage.happened('disposed');
      expectEqual(stage.events, ['iterated', 'returned', 'disposed'], 'the order');
    },
  },
  {
    name: 'disposes of a body that is returned after the client has gone, and does not iterate it',
    rules: ['S32', 'S8'],
    needs: ['disconnects'],
    app: (stage) =>
      untilAborted(
        stage,
        answering(() => watchedBody(stage, () => ['x'].values())),
      ),
    talk: async (stage) => {
      await leaveWhenCalled(stage);
      await stage.happened('disposed');
      expectEqual(stage.events, ['called', 'aborted', 'disposed'], 'what happened');
    },
  },
  {
    name: 'calls no application for a request whose client went away before its head was whole',
    rules: ['S2'],
    needs: ['disconnects'],
    app: (stage) =>
      answering(() => {
        stage.note('called');
        return [];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send('GET / HTTP/1.1\r\nHost: a\r\n');
      await stage.settle();
      wire.end();
      await wire.rest();
      expectEqual(stage.events, [], 'the calls');
    },
  },
  {
    name: 'does not abort an exchange that completes',
    rules: ['S41', 'S38'],
    needs: ['disconnects'],
    app: (stage) => (environ, startResponse) => {
      const exchange = environ['tsgi.exchange'];
      exchange.signal.addEventListener('abort', () => stage.note('aborted'));
      exchange.defer((outcome) => stage.note(`${exchange.signal.aborted} ${'error' in outcome}`));
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(get()), { status: 200, text: 'Hello' });
      await stage.until(() => stage.events.length > 0, 'the deferred function');
      wire.reset();
      await stage.settle();
      expectEqual(stage.events, ['false false'], 'what happened');
    },
  },
  {
    name: 'aborts the signal for an error of the application, with that error',
    rules: ['S41'],
    app: (stage) => (environ) => {
      const boom = new Error('boom');
      const { signal } = environ['tsgi.exchange'];
      signal.addEventListener('abort', () => stage.note(signal.reason === boom ? 'the same' : 'another'));
      throw boom;
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 500 });
      await stage.happened('the same');
    },
  },
  {
    name: 'aborts the signal for an error of the body, before it disposes of it',
    rules: ['S41', 'S32'],
    needs: ['truncation'],
    app: (stage) => (environ, startResponse) => {
      environ['tsgi.exchange'].signal.addEventListener('abort', () => stage.note('aborted'));
      return answering(() =>
        watchedStream(stage, async function* () {
          yield 'one';
          throw new Error('boom');
        } as () => AsyncGenerator<Chunk>),
      )(environ, startResponse);
    },
    talk: async (stage) => {
      await expectCutShort(stage.ask(get()));
      await stage.happened('disposed');
      expectEqual(stage.events, ['iterated', 'aborted', 'disposed'], 'the order');
    },
  },
  {
    name: 'answers a client that has ended its side after a whole request',
    rules: ['S41'],
    needs: ['halfClose'],
    app: (stage) => async (environ, startResponse) => {
      stage.note('called');
      await stage.happened('go on');
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      wire.end();
      await stage.happened('called');
      await stage.settle();
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
    },
  },
];
