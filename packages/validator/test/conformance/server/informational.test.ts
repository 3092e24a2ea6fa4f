import type { SendInformational } from '@tsgi/contract';

import { informational } from '../../../src/conformance/server/informational.ts';
import { withEnviron } from '../faults.ts';
import { testFaults, type Fault } from '../faulty-server.ts';

const silent: Fault = withEnviron((environ) => {
  environ['tsgi.informational'] = () => {};
});

testFaults(informational, {
  'sends an interim response at once': silent,
  'sends several interim responses, also after startResponse, in their order': silent,
  'has tsgi.informational throw for the status 100': silent,
  'ignores an interim response once the head is out': withEnviron((environ) => {
    const send = environ['tsgi.informational'] as SendInformational;
    environ['tsgi.informational'] = (...head: Parameters<SendInformational>) => {
      send(...head);
      throw new Error('too late');
    };
  }),
});
