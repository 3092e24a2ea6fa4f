import { expiry } from '../../src/conformance/expiry.ts';
import type { Fault } from './faulty-store.ts';
import { testFaults } from './faulty-store.ts';

/** Has everything for ever. */
const eternal: Fault = ({ sessions }) => ({ read: (key) => sessions.get(key) });

testFaults(expiry, {
  'has nothing that had expired when it was written': eternal,
  'has a session until its time has come, and no longer': eternal,
  'takes no write and no touch for what has expired, and ends it no second time': ({ sessions }) => ({
    touch(key, expiresAt) {
      const session = sessions.get(key);
      if (session === undefined) return undefined;
      sessions.set(key, { ...session, expiresAt });
      return key;
    },
  }),
  'takes a first version where one has expired': ({ sessions, write }) => ({
    write: (session) => (sessions.has(session.id) ? undefined : write(session)),
  }),
});
