import { touches } from '../../src/conformance/touches.ts';
import { testFaults } from './faulty-store.ts';

testFaults(touches, {
  'moves the expiry by a touch, and nothing else': ({ sessions, touch }) => ({
    async touch(key, expiresAt) {
      const touched = await touch(key, expiresAt);
      const session = sessions.get(key);
      if (session !== undefined) sessions.set(key, { ...session, version: session.version + 1 });
      return touched;
    },
  }),
  'has a session after its first expiry that was touched before it': () => ({ touch: (key) => key }),
  'moves the expiry to earlier, too': ({ sessions, touch }) => ({
    touch: (key, expiresAt) => touch(key, Math.max(expiresAt, sessions.get(key)?.expiresAt ?? 0)),
  }),
  'takes the next version of a session that was touched': ({ sessions, touch }) => ({
    async touch(key, expiresAt) {
      const touched = await touch(key, expiresAt);
      const session = sessions.get(key);
      if (session !== undefined) sessions.set(key, { ...session, version: session.version + 1 });
      return touched;
    },
  }),
  'makes no session by a touch': ({ sessions }) => ({
    touch(key, expiresAt) {
      sessions.set(key, { id: key, version: 1, data: '{}', createdAt: 1, ...sessions.get(key), expiresAt });
      return key;
    },
  }),
});
