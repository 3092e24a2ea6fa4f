import { ends } from '../../src/conformance/ends.ts';
import { blind, testFaults } from './faulty-store.ts';

testFaults(ends, {
  'ends a session once': ({ sessions }) => ({ delete: (key) => sessions.delete(key) || true }),
  'ends nothing where there is nothing': ({ sessions }) => ({ delete: (key) => sessions.delete(key) || true }),
  'ends the version that is named, and no other': (store) => ({ delete: (key) => store.delete(key) }),
  'brings no session back by a write': blind,
  'brings no session back by a touch': (store) => {
    const before = new Map<string, Parameters<typeof store.write>[0]>();
    return {
      write(session) {
        before.set(session.id, session);
        return store.write(session);
      },
      touch(key, expiresAt) {
        const session = before.get(key);
        if (session !== undefined) store.sessions.set(key, { ...session, expiresAt });
        return key;
      },
    };
  },
});
