import { abort } from '../../../src/conformance/server/abort.ts';
import { undisposed, withExchange } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

const never = new AbortController().signal;

testFaults(abort, {
  'aborts the signal where the client goes away before the head, with a ClientDisconnected': withExchange(() => ({
    signal: never,
  })),
  'aborts, ends the iteration, disposes and runs what was deferred, in this order, where the client goes away':
    undisposed,
  'does not abort an exchange that completes': withExchange((exchange) => {
    const controller = new AbortController();
    exchange.defer(() => controller.abort());
    return { signal: controller.signal };
  }),
  'calls no application for a request whose client went away before its head was whole': {
    requests: (text) => `${text}\r\n`,
  },
});
