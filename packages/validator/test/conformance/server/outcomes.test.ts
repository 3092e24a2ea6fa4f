import type { Deferred, Outcome } from '@tsgi/contract';

import { outcomes } from '../../../src/conformance/server/outcomes.ts';
import { withExchange } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

const telling = (change: (outcome: Outcome) => Outcome): ReturnType<typeof withExchange> =>
  withExchange((exchange) => ({ defer: (fn: Deferred) => exchange.defer((outcome) => fn(change(outcome))) }));

testFaults(outcomes, {
  'tells a deferred function the status, the bytes of content and the error of an array': telling((outcome) => ({
    ...outcome,
    bytes: 0,
  })),
  'tells a deferred function the status, the bytes of content and the error of a body that fails late': telling(
    ({ status, bytes }) => ({ status, bytes }),
  ),
  'tells a deferred function the status 500 and the error of an application that threw': telling((outcome) => ({
    ...outcome,
    status: 200,
  })),
});
