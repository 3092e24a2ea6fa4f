/** Deferred functions: after everything else, the last one first, each awaited. */

import type { Application, Exchange } from '@tsgi/contract';

import { answering, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual, nameOf, thrownBy } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';

/** Has an application defer things first. */
function deferring(defer: (exchange: Exchange) => void, app: Application = hello()): Application {
  return (environ, startResponse) => {
    defer(environ['tsgi.exchange']);
    return app(environ, startResponse);
  };
}

const boom = (): never => {
  throw new Error('boom');
};

/** A promise that is none of the language's own. */
function thenable(promise: Promise<void>): PromiseLike<void> {
  // oxlint-disable-next-line no-thenable -- any promise is to be waited for
  return { then: (...then) => promise.then(...then) };
}

/** Asks, and waits for an event that comes after the answer. */
async function askUntil(stage: Stage, event: string, status = 200): Promise<void> {
  expectAnswer(await stage.ask(get()), { status });
  await stage.happened(event);
}

export const deferred: readonly ServerCase[] = [
  {
    name: 'runs deferred functions after the answer, the last one first',
    rules: ['S37'],
    app: (stage) => deferring((exchange) => ['1', '2', '3'].forEach((each) => exchange.defer(() => stage.note(each)))),
    talk: async (stage) => {
      await askUntil(stage, '1');
      expectEqual(stage.events, ['3', '2', '1'], 'the order');
    },
  },
  {
    name: 'waits for each deferred function before it runs the next',
    rules: ['S37'],
    app: (stage) =>
      deferring((exchange) => {
        exchange.defer(() => stage.note('first'));
        exchange.defer(async () => {
          await stage.settle();
          stage.note('second');
        });
        exchange.defer(() => thenable(stage.settle().then(() => stage.note('third'))));
      }),
    talk: async (stage) => {
      await askUntil(stage, 'first');
      expectEqual(stage.events, ['third', 'second', 'first'], 'the order');
    },
  },
  {
    name: 'runs what a deferred function defers, next',
    rules: ['S37', 'S40'],
    app: (stage) =>
      deferring((exchange) => {
        exchange.defer(() => stage.note('first'));
        exchange.defer(() => {
          stage.note('second');
          exchange.defer(() => stage.note('deferred late'));
        });
      }),
    talk: async (stage) => {
      await askUntil(stage, 'first');
      expectEqual(stage.events, ['second', 'deferred late', 'first'], 'the order');
    },
  },
  {
    name: 'runs what is deferred in the iteration of the body',
    rules: ['S37'],
    app: (stage) =>
      answering(async function* (environ) {
        yield 'one';
        environ['tsgi.exchange'].defer(() => stage.note('deferred'));
        yield 'two';
      }),
    talk: (stage) => askUntil(stage, 'deferred'),
  },
  {
    name: 'runs deferred functions where the application throws',
    rules: ['S37'],
    app: (stage) => deferring((exchange) => exchange.defer(() => stage.note('deferred')), boom),
    talk: (stage) => askUntil(stage, 'deferred', 500),
  },
  {
    name: 'runs deferred functions where startResponse was not called',
    rules: ['S37', 'S9'],
    bare: true,
    app: (stage) =>
      deferring(
        (exchange) => exchange.defer(() => stage.note('deferred')),
        () => ['x'],
      ),
    talk: (stage) => askUntil(stage, 'deferred', 500),
  },
  {
    name: 'goes on to the next deferred function where one throws, and reports it',
    rules: ['S39'],
    needs: ['errors'],
    app: (stage) =>
      deferring((exchange) => {
        exchange.defer(() => stage.note('first'));
        exchange.defer(boom);
      }),
    talk: async (stage) => {
      await askUntil(stage, 'first');
      await stage.reported('boom');
      expectEqual(stage.reportsOf('boom'), 1, 'the number of reports');
    },
  },
  {
    name: 'goes on to the next deferred function where one rejects, and reports it',
    rules: ['S39'],
    needs: ['errors'],
    app: (stage) =>
      deferring((exchange) => {
        exchange.defer(() => stage.note('first'));
        exchange.defer(async () => boom());
      }),
    talk: async (stage) => {
      await askUntil(stage, 'first');
      await stage.reported('boom');
      expectEqual(stage.reportsOf('boom'), 1, 'the number of reports');
    },
  },
  {
    name: 'reports what a promise given to waitUntil rejects with, and answers all the same',
    rules: ['S39'],
    needs: ['errors'],
    app: () => deferring((exchange) => exchange.waitUntil(Promise.reject(new Error('boom')))),
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(get()), { status: 200, text: 'Hello' });
      await stage.reported('boom');
      expectAnswer(await wire.ask(get()), { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'does not have the answer wait for a promise given to waitUntil, nor the next request',
    rules: ['S42', 'S60'],
    app: (stage) => deferring((exchange) => exchange.waitUntil(stage.happened('much later'))),
    talk: async (stage) => {
      const wire = await stage.connect();
      for (let i = 0; i < 3; i++) expectAnswer(await wire.ask(get()), { status: 200, text: 'Hello' });
      stage.note('much later');
    },
  },
  {
    name: 'throws a TypeError where what is deferred is no function',
    rules: ['S40'],
    app: (stage) =>
      deferring((exchange) => {
        const defer = (value: unknown): void => exchange.defer(value as () => void);
        for (const value of [undefined, null, 'text', {}, Promise.resolve()]) {
          stage.note(nameOf(thrownBy(() => defer(value), 'defer()')));
        }
      }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200 });
      expectEqual(stage.events, Array<string>(5).fill('TypeError'), 'what is thrown');
    },
  },
  {
    name: 'throws a TypeError where what is to be waited for is no promise',
    rules: ['S40'],
    app: (stage) =>
      deferring((exchange) => {
        const waitUntil = (value: unknown): void => exchange.waitUntil(value as Promise<void>);
        for (const value of [undefined, null, 'text', {}, () => {}]) {
          stage.note(nameOf(thrownBy(() => waitUntil(value), 'waitUntil()')));
        }
      }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200 });
      expectEqual(stage.events, Array<string>(5).fill('TypeError'), 'what is thrown');
    },
  },
  {
    name: 'throws a TypeError where something is deferred after the exchange is over',
    rules: ['S40'],
    app: (stage) =>
      deferring((exchange) => {
        exchange.defer(() => stage.note('deferred'));
        void stage
          .happened('over')
          .then(() => stage.note(nameOf(thrownBy(() => exchange.defer(() => {}), 'defer()'))))
          .catch(() => {});
      }),
    talk: async (stage) => {
      await askUntil(stage, 'deferred');
      await stage.settle();
      stage.note('over');
      await stage.happened('TypeError');
    },
  },
  {
    name: 'has the state of an exchange shared by its layers, and by no other exchange',
    rules: ['E3', 'E26'],
    app: (stage) => (environ, startResponse) => {
      const copy = { ...environ };
      stage.note(String(environ['tsgi.exchange'].state.size));
      copy['tsgi.exchange'].state.set('key', 'value');
      stage.note(String(environ['tsgi.exchange'].state.get('key')));
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      for (let i = 0; i < 2; i++) expectAnswer(await wire.ask(get()), { status: 200 });
      expectEqual(stage.events, ['0', 'value', '0', 'value'], 'the state');
    },
  },
];
