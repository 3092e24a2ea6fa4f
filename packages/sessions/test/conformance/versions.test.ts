import { versions } from '../../src/conformance/versions.ts';
import { blind, testFaults } from './faulty-store.ts';

testFaults(versions, {
  'refuses a first version where there is one': blind,
  'refuses a version that was made from an old read': blind,
  'refuses a version that leaves one out': ({ sessions, write }) => ({
    // Greater is not next.
    write(session) {
      const kept = sessions.get(session.id)?.version ?? 0;
      return session.version > kept ? write({ ...session, version: kept + 1 }) : undefined;
    },
  }),
  'refuses a second version of nothing': blind,
  'finds a session under its id': ({ write }) => ({
    write: async (session) => ((await write(session)) === undefined ? undefined : `another ${session.id}`),
  }),
});
