import { hostileKeys } from '../../src/conformance/hostile-keys.ts';
import type { StoredSession } from '../../src/session-store.ts';
import { folding, testFaults } from './faulty-store.ts';

/** Keeps sessions as the properties of an object. */
const shelf: Record<string, StoredSession | undefined> = {};

testFaults(hostileKeys, {
  'has nothing under a key that a client made up': () => ({ read: (key) => shelf[key] }),
  'keeps sessions under keys of any form, each for itself': folding((key) => key.toLowerCase()),
});
