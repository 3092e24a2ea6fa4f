/** Errors before the head is out: 500, and a report. */

import { type Body, type Chunk, PayloadTooLarge, readBody } from '@tsgi/contract';

import { answering, answeringLater, hello, watchedBody } from '../application-kinds.ts';
import { expectAnswer, expectCutShort, expectEqual, expectThat, untyped } from '../expectation.ts';
import { get, post, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';

/** A case: what `returned` gives is no body, and is answered 500. */
function noBody(name: string, returned: () => unknown): ServerCase {
  return {
    name: `answers 500 where the application returns ${name}`,
    rules: ['S10', 'A12'],
    bare: true,
    app: () =>
      untyped((_environ, startResponse) => {
        startResponse('200 OK', [['X-Stored', 'yes']]);
        return returned();
      }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 500, fields: { 'X-Stored': undefined } });
    },
  };
}

/** A case: the exchange fails with the error `boom` before its head is out. */
function failsEarly(name: string, fail: (boom: Error, stage: Stage) => Body | PromiseLike<Body>): ServerCase {
  return {
    name: `answers 500, without the stored head, and reports once, where ${name}`,
    rules: ['S10'],
    needs: ['errors'],
    app: (stage) => (_environ, startResponse) => {
      startResponse('200 OK', [['X-Stored', 'yes']]);
      return fail(new Error('boom'), stage);
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 500, fields: { 'X-Stored': undefined } });
      await stage.reported('boom');
      await stage.settle();
      expectEqual(stage.reportsOf('boom'), 1, 'the number of reports');
    },
  };
}

export const errors: readonly ServerCase[] = [
  {
    name: 'answers 500, and disposes of the body, where startResponse was not called',
    rules: ['S9', 'S32'],
    bare: true,
    app: (stage) => () => watchedBody(stage, () => ['Hello'].values()),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 500 });
      await stage.happened('disposed');
      expectEqual(stage.events, ['disposed'], 'what happened to the body');
    },
  },
  {
    name: 'answers 500, and disposes of the body, where a promise settles and startResponse was not called',
    rules: ['S9', 'S32'],
    bare: true,
    app: (stage) => async () => watchedBody(stage, () => ['Hello'].values()),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 500 });
      await stage.happened('disposed');
      expectEqual(stage.events, ['disposed'], 'what happened to the body');
    },
  },
  {
    name: 'answers 500 where startResponse would be called in the iteration only',
    rules: ['S9'],
    bare: true,
    app: () => (_environ, startResponse) =>
      (function* () {
        startResponse('200 OK', []);
        yield 'Hello';
      })(),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 500 }),
  },
  noBody('nothing', () => undefined),
  noBody('null', () => null),
  noBody('a string', () => 'Hello'),
  noBody('a number', () => 5),
  noBody('bytes', () => new Uint8Array([72, 105])),
  noBody('an object that cannot be iterated', () => ({ 0: 'Hello', length: 1 })),
  noBody('a function', () => () => ['Hello']),
  noBody('a promise of a string', async () => 'Hello'),
  failsEarly('the application throws', (boom) => {
    throw boom;
  }),
  failsEarly('its promise rejects', (boom) => Promise.reject(boom)),
  failsEarly('a promise of a foreign kind rejects', (boom) => ({
    // oxlint-disable-next-line no-thenable -- a PromiseLike is what the case is about
    then: <T, U>(_onBody: unknown, onError?: ((error: unknown) => U | PromiseLike<U>) | null) =>
      Promise.reject<T>(boom).catch<T | U>(onError),
  })),
  failsEarly('its body cannot give an iterator', (boom) => ({
    [Symbol.iterator]() {
      throw boom;
    },
  })),
  failsEarly('its body cannot give an asynchronous iterator', (boom) => ({
    [Symbol.asyncIterator]() {
      throw boom;
    },
  })),
  failsEarly('its body throws before the first chunk', (boom) =>
    // oxlint-disable-next-line require-yield -- it throws first
    (function* (): Generator<Chunk> {
      throw boom;
    })(),
  ),
  failsEarly('its body rejects before the first chunk', (boom) =>
    // oxlint-disable-next-line require-yield -- it throws first
    (async function* (): AsyncGenerator<Chunk> {
      throw boom;
    })(),
  ),
  failsEarly('its body throws in an asynchronous next()', (boom) => ({
    [Symbol.asyncIterator]: () => ({
      next() {
        throw boom;
      },
    }),
  })),
  {
    name: 'answers 500 where something is thrown that is no error',
    rules: ['S10'],
    app: () => (environ) => {
      throw ({ '/string': 'boom', '/null': null } as Record<string, unknown>)[environ.PATH_INFO];
    },
    talk: async (stage) => {
      for (const path of ['/string', '/null', '/undefined']) {
        expectAnswer(await stage.ask(get(path)), { status: 500 });
      }
    },
  },
  {
    name: 'answers 500 where the first chunk is neither text nor bytes',
    rules: ['S10', 'A13'],
    bare: true,
    app: () => answering(() => [5 as unknown as Chunk]),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 500 }),
  },
  {
    name: 'answers a failing HEAD without content',
    rules: ['S10', 'S29'],
    app: () => () => {
      throw new Error('boom');
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(request('HEAD', '/', 'Connection: close')), { status: 500 });
      expectEqual((await wire.rest()).length, 0, 'the number of bytes after the head');
    },
  },
  {
    name: 'does not show the client what the error was',
    rules: ['S10'],
    app: () => () => {
      throw new Error('the password is xyzzy');
    },
    talk: async (stage) => {
      const { text } = await stage.ask(get());
      expectThat(!text.includes('xyzzy'), 'an answer without the message');
    },
  },
  {
    name: 'ends no other exchange for an error',
    rules: ['S14'],
    app: (stage) => async (environ, startResponse) => {
      if (environ.PATH_INFO === '/fails') throw new Error('boom');
      stage.note('called');
      await stage.happened('go on');
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await stage.happened('called');
      expectAnswer(await stage.ask(get('/fails')), { status: 500 });
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'ends no other exchange for an error after the head',
    rules: ['S14'],
    needs: ['truncation'],
    app: (stage) =>
      answering(async function* ({ PATH_INFO }) {
        yield 'one ';
        if (PATH_INFO === '/fails') throw new Error('boom');
        await stage.happened('go on');
        yield 'two';
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await expectCutShort(stage.ask(get('/fails')));
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200, text: 'one two' });
    },
  },
  {
    name: 'answers 413 where the PayloadTooLarge of its own input is let through, and does not report it',
    rules: ['S11'],
    app: () => answeringLater(async (environ) => [await readBody(environ, { limit: 3 })]),
    talk: async (stage) => {
      expectAnswer(await stage.ask(post('Hello')), { status: 413 });
      expectEqual(stage.reports, [], 'what is reported');
    },
  },
  {
    name: 'lets an application answer a PayloadTooLarge by itself',
    rules: ['S11'],
    app: () => async (environ, startResponse) => {
      const name = await readBody(environ, { limit: 3 }).then(
        () => 'none',
        (error: Error) => error.name,
      );
      startResponse('422 Unprocessable Content', []);
      return [name];
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(post('Hello')), { status: 422, text: 'PayloadTooLarge' });
    },
  },
  {
    name: 'answers 500 for a PayloadTooLarge that is not its own',
    rules: ['S10', 'S11'],
    app: () => () => {
      throw new PayloadTooLarge(3);
    },
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 500 }),
  },
];
