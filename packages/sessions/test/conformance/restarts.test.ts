import { restarts } from '../../src/conformance/restarts.ts';
import { blind, forgetful, testFaults } from './faulty-store.ts';

testFaults(restarts, {
  'has after a restart what it had before': forgetful,
  'shows another store of the same data at once what was written': forgetful,
  'knows after a restart which version it has': (store) => (store.again ? blind(store) : {}),
  'has nothing after a restart of what had ended': (store) => ({
    // Ends are kept in memory.
    delete: () => true,
    read: store.again ? store.read : () => undefined,
  }),
});
