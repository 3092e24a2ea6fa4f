import { serve } from '@tsgi/server';
import { expect, test } from 'vitest';

import { answering, hello } from '../../src/conformance/application-kinds.ts';
import { rejectionOf } from '../../src/conformance/expectation.ts';
import { get } from '../../src/conformance/request.ts';
import { Stage, type Start } from '../../src/conformance/stage.ts';

const start: Start = (app, options) => serve(app, { port: 0, ...options });

/** A server that has no name, against the rules. */
const nameless: Start = (app, options) =>
  start((environ, startResponse) => app({ ...environ, SERVER_NAME: '' }, startResponse), options);

/** A stage that is open, and is closed at the end of the test. */
async function opened(app = hello(), { bare = false, ms = 2000, by = start } = {}): Promise<Stage & AsyncDisposable> {
  const stage = new Stage();
  await stage.open(by, app, bare, ms);
  return Object.assign(stage, { [Symbol.asyncDispose]: () => stage.close() });
}

test('serves an application, and answers for itself beside it', async () => {
  await using stage = await opened();
  expect(await stage.ask(get())).toMatchObject({ status: 200, text: 'Hello' });
  await stage.settle();
});

test('has the scheme that the server is said to be reached by', async () => {
  await using plain = await opened();
  await using secure = await opened(hello(), {
    by: async (app, options) => {
      const server = await start(app, options);
      return { url: server.url, scheme: 'https', close: () => server.close() };
    },
  });
  expect([plain.scheme, secure.scheme]).toEqual(['http', 'https']);
});

test('waits for events, and for reports', async () => {
  await using stage = await opened(
    answering((environ) => {
      environ['tsgi.errors'].write('boom\n');
      stage.note('called');
      return [];
    }),
  );
  const happened = Promise.all([stage.happened('called'), stage.reported('boom')]);
  await stage.ask(get());
  await happened;
  expect(stage.events).toEqual(['called']);
  expect(stage.reportsOf('boom')).toBe(1);
});

test('says what it has waited for in vain', async () => {
  await using stage = await opened(hello(), { ms: 50 });
  await expect(stage.happened('the end of the world')).rejects.toThrow(
    'waited in vain for the event "the end of the world"',
  );
  await expect(stage.ask(get())).rejects.toThrow('waited in vain');
});

test('gives up waiting when it is closed', async () => {
  const stage = await opened();
  const waiting = rejectionOf(stage.happened('never'), 'waiting');
  await stage.close();
  expect(await waiting).toEqual(new Error('the case is over'));
});

test('collects what the server does wrong, and not what the application does', async () => {
  await using stage = await opened(
    answering(() => ['Hello'], { headers: [['Content-Length', '4']] }),
    { by: nameless },
  );
  await stage.ask(get());
  expect(stage.breaches.map(({ rule, side }) => `${rule} ${side}`)).toEqual(['E9 server']);
});

test('puts no validator before an application that is to stand bare', async () => {
  await using stage = await opened(hello(), { bare: true, by: nameless });
  await stage.ask(get());
  expect(stage.breaches).toEqual([]);
});

test('fails where the server does not close', async () => {
  const stage = new Stage();
  const { promise: never } = Promise.withResolvers<void>();
  let server: Awaited<ReturnType<typeof serve>> | undefined;
  await stage.open(
    async (app, options) => {
      server = await serve(app, { port: 0, ...options });
      return { url: server.url, close: () => never };
    },
    hello(),
    false,
    2000,
  );
  await expect(stage.close()).rejects.toThrow('waited in vain for the server to close');
  await server?.close();
});

test('tells all that went over the wires, was noted and was reported', async () => {
  await using stage = await opened(
    answering((environ) => {
      environ['tsgi.errors'].write('boom\n');
      stage.note('called');
      return [];
    }),
  );
  await stage.ask(get());
  expect(stage.transcript).toMatch(
    /^connection 1\nsent:\n {2}GET \/ HTTP\/1\.1[^]*received[^]*200 OK[^]*noted: called\nreported:\nboom\n$/,
  );
});
