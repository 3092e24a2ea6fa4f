import type { Application } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { expect, test } from 'vitest';

import { hello, watchedStream } from '../../src/conformance/application-kinds.ts';
import { leaveInBody, leaveWhenCalled, untilAborted } from '../../src/conformance/leaving.ts';
import { Stage } from '../../src/conformance/stage.ts';

/** A stage with the application that `make` makes for it; it is closed at the end of the test. */
async function opened(make: (stage: Stage) => Application): Promise<Stage & AsyncDisposable> {
  const stage = new Stage();
  await stage.open((app, options) => serve(app, { port: 0, ...options }), make(stage), false, 2000);
  return Object.assign(stage, { [Symbol.asyncDispose]: () => stage.close() });
}

test('a client leaves when the application has been called, and the application hears of it', async () => {
  await using stage = await opened((on) =>
    untilAborted(on, (environ, startResponse) => {
      on.note('answered');
      return hello()(environ, startResponse);
    }),
  );
  await leaveWhenCalled(stage);
  await stage.happened('answered');
  expect(stage.events).toEqual(['called', 'aborted', 'answered']);
});

test('a client leaves when the head and a chunk have come', async () => {
  await using stage = await opened((on) => (environ, startResponse) => {
    environ['tsgi.exchange'].defer(({ error }) => on.note(`over: ${(error as Error).name}`));
    startResponse('200 OK', []);
    return watchedStream(on, async function* () {
      yield 'one';
      await on.happened('never');
    });
  });
  await leaveInBody(stage);
  await stage.happened('over: ClientDisconnected');
  expect(stage.events).toContain('over: ClientDisconnected');
});
