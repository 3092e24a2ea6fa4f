import { connections } from '../../../src/conformance/server/connections.ts';
import { withExchange } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(connections, {
  'answers requests that came in one piece, in their order': {
    requests: (text) => text.slice(0, text.indexOf('\r\n\r\n') + 4),
  },
  'gives the next request to its application when all that was deferred has run': withExchange((exchange) => ({
    defer: (fn: () => unknown) => exchange.defer(() => void fn()),
  })),
  'closes after the answer where the client says Connection: close, and says so': {
    requests: (text) => text.replace(/Connection: .*\r\n/, ''),
  },
});
