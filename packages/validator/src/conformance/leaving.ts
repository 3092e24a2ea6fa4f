/** Clients that go away, and applications that wait for it. */

import type { Application } from '@tsgi/contract';

import { readAnswerHead } from './answer.ts';
import { get } from './request.ts';
import type { Stage } from './stage.ts';

/** Goes away once the application has noted `called`. */
export async function leaveWhenCalled(stage: Stage, sent: string = get()): Promise<void> {
  const wire = await stage.connect();
  wire.send(sent);
  await stage.happened('called');
  wire.reset();
}

/** Goes away once the head and a chunk have come, where the body never ends. */
export async function leaveInBody(stage: Stage): Promise<void> {
  const wire = await stage.connect();
  wire.send(get());
  await readAnswerHead(wire);
  await wire.take(3);
  wire.reset();
}

/** An application that waits for the abort, and then does as `after` says. */
export function untilAborted(stage: Stage, after: Application): Application {
  return async (environ, startResponse) => {
    const { signal } = environ['tsgi.exchange'];
    signal.addEventListener('abort', () => stage.note('aborted'));
    stage.note('called');
    await stage.happened('aborted');
    return after(environ, startResponse);
  };
}
