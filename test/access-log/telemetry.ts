/** Everything that is told of an exchange, around the application whose exchanges are logged. */

import { type Application, compose } from '@tsgi/contract';
import { accessLog, metrics, requestId, serverTiming, timings, traceContext, traceOf } from '@tsgi/logging';
import { get, router } from '@tsgi/router';
import { json } from '@tsgi/web';

import { exchanges } from './exchanges.ts';

/** Calls `logged` with each record, a line of JSON, and `called` as `exchanges` does. What was measured is at `/metrics`. */
export function telemetry(logged: (line: string) => void, called: (path: string) => void): Application {
  const measured = metrics();
  const stack = compose(
    accessLog({ format: 'json', sink: logged }),
    measured,
    requestId(),
    traceContext(),
    serverTiming(),
    router([
      get('/users/:id', ({ environ }) => {
        timings(environ).add('db', 12.5);
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
