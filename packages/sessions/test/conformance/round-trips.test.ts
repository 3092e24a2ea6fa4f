import { roundTrips } from '../../src/conformance/round-trips.ts';
import { folding, testFaults, writing } from './faulty-store.ts';

testFaults(roundTrips, {
  'gives back what was written, all of it': writing((session) => ({ ...session, createdAt: session.createdAt + 1 })),
  'gives what was written last': ({ sessions, write }) => ({
    write: (session) => (sessions.has(session.id) ? session.id : write(session)),
  }),
  'has nothing under a key that was never written': (store) => ({
    read: async (key) =>
      (await store.read(key)) ?? { id: key, version: 1, data: '{}', createdAt: 1, expiresAt: Date.now() + 1_000 },
  }),
  'keeps text of every kind as it is': writing((session) => ({
    ...session,
    data: session.data.replaceAll('\\u0000', ''),
  })),
  'keeps times to the millisecond, however far away': writing((session) => ({
    ...session,
    expiresAt: Math.floor(session.expiresAt / 1000) * 1000,
  })),
  'keeps a value of 1 MiB': writing((session) => ({ ...session, data: session.data.slice(0, 65_535) })),
  'keeps sessions apart': folding(() => 'the only one'),
});
