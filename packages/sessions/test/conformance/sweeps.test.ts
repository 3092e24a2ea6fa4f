import { sweeps } from '../../src/conformance/sweeps.ts';
import { testFaults } from './faulty-store.ts';

testFaults(sweeps, {
  'sweeps what has expired, counts it, and leaves the rest': ({ sessions }) => ({
    sweep() {
      const { size } = sessions;
      sessions.clear();
      return size;
    },
  }),
  'sweeps 2,500 in one call': ({ sessions }) => ({
    sweep() {
      const expired = [...sessions].filter(([, { expiresAt }]) => expiresAt <= Date.now()).slice(0, 1_000);
      for (const [key] of expired) sessions.delete(key);
      return expired.length;
    },
  }),
});
