/** Calling the application: once, with two arguments, and no waiting where there is nothing to wait for. */

import type { Body } from '@tsgi/contract';

import { answering, answeringLater, chunksLater, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual } from '../expectation.ts';
import { get, post } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';

/** A promise that is not a `Promise`: what `then` gives it is all that it is. */
function thenable(body: Body): PromiseLike<Body> {
  return {
    // oxlint-disable-next-line no-thenable -- a PromiseLike is what the case is about
    then: <T, U>(onBody?: ((body: Body) => T | PromiseLike<T>) | null) => Promise.resolve(body).then<T, U>(onBody),
  };
}

async function expectHello(stage: Stage): Promise<void> {
  expectAnswer(await stage.ask(get()), { status: 200, text: 'Hello' });
}

export const calling: readonly ServerCase[] = [
  {
    name: 'calls the application with the environ and startResponse, and nothing else',
    rules: ['S1'],
    bare: true,
    app:
      (stage) =>
      (...given) => {
        stage.note(given.map((each) => typeof each).join(' '));
        return hello()(...given);
      },
    talk: async (stage) => {
      await expectHello(stage);
      expectEqual(stage.events, ['object function'], 'the arguments');
    },
  },
  {
    name: 'calls the application once for each request',
    rules: ['S2'],
    app: (stage) =>
      answering(({ PATH_INFO }) => {
        stage.note(PATH_INFO);
        return ['Hello'];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      for (const path of ['/1', '/2', '/3']) expectAnswer(await wire.ask(get(path)), { status: 200 });
      await stage.settle();
      expectEqual(stage.events, ['/1', '/2', '/3'], 'the calls');
    },
  },
  {
    name: 'calls the application once for a request with content that nobody reads',
    rules: ['S2'],
    app: (stage) =>
      answering(() => {
        stage.note('called');
        return ['Hello'];
      }),
    talk: async (stage) => {
      await stage.ask(post(get('/smuggled')));
      await stage.settle();
      expectEqual(stage.events, ['called'], 'the calls');
    },
  },
  {
    name: 'serves the simplest application, with its text as UTF-8',
    rules: ['S3', 'S22', 'S25'],
    app: () => answering(() => ['你好，世界'], { headers: [['Content-Type', 'text/html; charset=utf-8']] }),
    talk: async (stage) => {
      const fields = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': '15' };
      expectAnswer(await stage.ask(get()), { status: 200, reason: 'OK', text: '你好，世界', fields });
    },
  },
  {
    name: 'takes a body that is returned',
    rules: ['S3'],
    app: () => hello(),
    talk: expectHello,
  },
  {
    name: 'takes a promise of a body',
    rules: ['S3'],
    app: () => answeringLater(async () => ['Hello']),
    talk: expectHello,
  },
  {
    name: 'takes a promise that is none of its own kind',
    rules: ['S3'],
    bare: true,
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', []);
      return thenable(['Hello']);
    },
    talk: expectHello,
  },
  {
    name: 'takes an asynchronous body that is returned, and one that is promised',
    rules: ['S3'],
    app: () => (environ, startResponse) => {
      startResponse('200 OK', []);
      const body = chunksLater('Hel', 'lo');
      return environ.PATH_INFO === '/promised' ? Promise.resolve(body) : body;
    },
    talk: async (stage) => {
      await expectHello(stage);
      expectAnswer(await stage.ask(get('/promised')), { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'takes a head that is given long after the application was called, while its value is pending',
    rules: ['S3', 'S4'],
    app: (stage) => async (_environ, startResponse) => {
      stage.note('called');
      await stage.happened('go on');
      startResponse('201 Created', []);
      return ['Hello'];
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await stage.happened('called');
      await stage.settle();
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 201, text: 'Hello' });
    },
  },
  {
    name: 'does not wait for a body that is no promise: it is iterated in the same turn',
    rules: ['S3'],
    needs: ['sync'],
    app: (stage) =>
      answering(() => {
        queueMicrotask(() => stage.note('another turn'));
        return {
          *[Symbol.iterator]() {
            stage.note('iterated');
            yield 'Hello';
          },
        };
      }),
    talk: async (stage) => {
      await expectHello(stage);
      expectEqual(stage.events, ['iterated', 'another turn'], 'the order');
    },
  },
  {
    name: 'takes no notice of what else a body has',
    rules: ['S3', 'S24'],
    app: () => answering(() => Object.assign(['Hello'], { status: 404, headers: { a: 'b' }, pipe() {} })),
    talk: expectHello,
  },
];
