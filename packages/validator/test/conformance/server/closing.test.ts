import { serve } from '@tsgi/server';

import { closing } from '../../../src/conformance/server/closing.ts';
import type { RunningServer } from '../../../src/conformance/stage.ts';
import { testFaults, type Fault } from '../faulty-server.ts';

/** A server that is closed another way. */
function closed(close: (server: RunningServer) => PromiseLike<void> | void): Fault {
  return {
    async start(app, options) {
      const server = await serve(app, { port: 0, ...options });
      return { url: server.url, close: () => close(server) };
    },
  };
}

testFaults(closing, {
  'finishes an answer that is under way when it closes, and then ends the connection': closed(() => {}),
  'waits for promises given to waitUntil when it closes': closed((server) => void server.close({ graceMs: 0 })),
  'ends connections that wait for a next request when it closes': closed(() => {}),
  'aborts what is left after a time that can be set': closed((server) => server.close({ graceMs: 60_000 })),
});
