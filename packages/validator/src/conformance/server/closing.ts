/** Closing a server: what runs is finished, what waits is waited for, what is left is aborted. */

import { answeringLater, answering, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual, expectThat } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

const cases: readonly ServerCase[] = [
  {
    name: 'closes where nobody is connected',
    rules: ['S60'],
    app: hello,
    talk: async (stage) => {
      expectAnswer(await stage.ask(get('/', 'Connection: close')), { status: 200 });
      await stage.closeServer();
    },
  },
  {
    name: 'closes twice as once',
    rules: ['S60'],
    app: hello,
    talk: async (stage) => {
      await Promise.all([stage.closeServer(), stage.closeServer()]);
    },
  },
  {
    name: 'ends connections that wait for a next request when it closes',
    rules: ['S60'],
    app: hello,
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(get()), { status: 200 });
      await Promise.all([stage.closeServer(), wire.rest()]);
    },
  },
  {
    name: 'finishes an answer that is under way when it closes, and then ends the connection',
    rules: ['S60'],
    app: (stage) =>
      answering(async function* () {
        yield 'one ';
        stage.note('called');
        await stage.happened('go on');
        yield 'two';
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await stage.happened('called');
      const closed = stage.closeServer();
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200, text: 'one two' });
      await wire.rest();
      await closed;
    },
  },
  {
    name: 'answers a request that its application has begun with when it closes',
    rules: ['S60'],
    app: (stage) =>
      answeringLater(async () => {
        stage.note('called');
        await stage.happened('go on');
        return ['Hello'];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await stage.happened('called');
      const closed = stage.closeServer().then(() => stage.note('closed'));
      await Promise.resolve();
      expectEqual(stage.events, ['called'], 'what happened so far');
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
      await closed;
    },
  },
  {
    name: 'accepts no connection when it closes',
    rules: ['S60'],
    app: (stage) =>
      answeringLater(async () => {
        stage.note('called');
        await stage.happened('go on');
        return ['Hello'];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await stage.happened('called');
      const closed = stage.closeServer();
      const answered = await stage.ask(get()).then(
        ({ status }) => status,
        () => 'refused',
      );
      expectThat(answered !== 200, `no answer on a new connection, got ${answered}`);
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200 });
      await closed;
    },
  },
  {
    name: 'waits for promises given to waitUntil when it closes',
    rules: ['S60'],
    app: (stage) => (environ, startResponse) => {
      environ['tsgi.exchange'].waitUntil(stage.happened('go on').then(() => stage.note('done')));
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get('/', 'Connection: close')), { status: 200 });
      const closed = stage.closeServer().then(() => stage.note('closed'));
      await Promise.resolve();
      stage.note('go on');
      await closed;
      expectEqual(stage.events, ['go on', 'done', 'closed'], 'the order');
    },
  },
  {
    name: 'waits for deferred functions when it closes',
    rules: ['S60', 'S37'],
    app: (stage) => (environ, startResponse) => {
      environ['tsgi.exchange'].defer(async () => {
        stage.note('called');
        await stage.happened('go on');
        stage.note('deferred');
      });
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(get()), { status: 200 });
      await stage.happened('called');
      const closed = stage.closeServer().then(() => stage.note('closed'));
      await Promise.resolve();
      stage.note('go on');
      await closed;
      expectEqual(stage.events, ['called', 'go on', 'deferred', 'closed'], 'the order');
    },
  },
  {
    name: 'aborts what is left after a time that can be set',
    rules: ['S60', 'S41'],
    app: (stage) => async (environ) => {
      const { signal } = environ['tsgi.exchange'];
      signal.addEventListener('abort', () => stage.note('aborted'));
      stage.note('called');
      await stage.happened('aborted');
      return [];
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await stage.happened('called');
      await stage.closeServer({ graceMs: 20 });
      await wire.rest();
      expectEqual(stage.events, ['called', 'aborted'], 'what happened');
    },
  },
];

export const closing: readonly ServerCase[] = cases.map((each) => ({ ...each, needs: ['gracefulClose'] }));
