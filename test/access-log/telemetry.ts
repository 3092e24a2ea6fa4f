/** Everything that is told of an exchange, around the application whose exchanges are logged. */

import { type Application, compose } from '@tsgi/contract';
import {
  accessLog,
  logger,
  loggers,
  metrics,
  requestId,
  serverTiming,
  timings,
  traceContext,
  traceOf,
} from '@tsgi/logging';
import { get, router } from '@tsgi/router';
import { json } from '@tsgi/web';

import { exchanges } from './exchanges.ts';

/** What is told: lines of JSON, and the path of an exchange that waits for its client to go away. */
export interface Telling {
  readonly record: (line: string) => void;
  /** What the application has logged itself. */
  readonly entry: (line: string) => void;
  readonly called: (path: string) => void;
}

/** Far from any environ. */
async function find(id: string): Promise<void> {
  await Promise.resolve();
  logger().info('found', { id });
}

/** What was measured is at `/metrics`. */
export function telemetry({ record, entry, called }: Telling): Application {
  const measured = metrics();
  const stack = compose(
    accessLog({ format: 'json', sink: record }),
    measured,
    requestId(),
    traceContext(),
    serverTiming(),
    loggers({ sink: entry, ambient: true }),
    router([
      get('/users/:id', async ({ environ, params }) => {
        timings(environ).add('db', 12.5);
        await find(params.id);
        return json({ spanId: traceOf(environ).spanId, parentId: traceOf(environ).parentId });
      }),
    ]),
  );
  const told = stack(exchanges(called));
  // What asks for the metrics is not measured: nothing is being answered but what a test has asked for.
  return (environ, startResponse) => {
    return (environ.PATH_INFO === '/metrics' ? measured.endpoint : told)(environ, startResponse);
  };
}
