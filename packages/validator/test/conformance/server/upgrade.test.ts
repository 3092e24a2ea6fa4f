import type { Upgrade } from '@tsgi/contract';

import { upgrade } from '../../../src/conformance/server/upgrade.ts';
import { withEnviron } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(upgrade, {
  'answers 101 with the headers given, and joins the handler to both directions of the connection': {
    answers: (text) => text.replace('X-Upgraded', 'X-Other'),
  },
  'runs deferred functions with the status 101 when an upgraded connection has ended': withEnviron((environ) => {
    environ['tsgi.upgrade'] = () => [];
  }),
  'ends the exchange early by what the handler of an upgraded connection fails with': withEnviron((environ) => {
    const leave = environ['tsgi.upgrade'] as Upgrade;
    environ['tsgi.upgrade'] = ((headers, handler) =>
      leave(headers, async (connection) => {
        await Promise.resolve(handler(connection)).catch(() => {});
      })) satisfies Upgrade;
  }),
});
