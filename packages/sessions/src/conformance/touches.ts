import { randomId } from '../random-id.ts';
import { expectEqual } from './expect-equal.ts';
import { nextOf } from './stage.ts';
import type { StoreCase } from './store-case.ts';

export const touches: readonly StoreCase[] = [
  {
    name: 'moves the expiry by a touch, and nothing else',
    async play(stage) {
      const session = stage.session();
      const expiresAt = session.expiresAt + 60_001;
      const key = await stage.store.touch(await stage.written(session), expiresAt);
      if (key === undefined) throw new Error('expected a key from the touch, got none');
      await stage.expectThere(key, { ...session, expiresAt }, 'that was touched');
    },
  },
  {
    name: 'has a session after its first expiry that was touched before it',
    async play(stage) {
      const session = stage.session({ expiresAt: Date.now() + 250 });
      const { expiresAt } = stage.session();
      const first = await stage.written(session);
      const key = await stage.store.touch(first, expiresAt);
      // Nothing is asked of a machine that was held up for so long.
      if (key === undefined && Date.now() >= session.expiresAt) return;
      await stage.until(session.expiresAt);
      await stage.expectThere(key ?? first, { ...session, expiresAt }, 'after its first expiry');
    },
  },
  {
    name: 'moves the expiry to earlier, too',
    needs: ['oneCopy'],
    async play(stage) {
      const key = await stage.written(stage.session());
      await stage.store.touch(key, Date.now() - 1);
      await stage.expectNothing(key, 'after the time to which it was touched');
    },
  },
  {
    name: 'takes the next version of a session that was touched',
    async play(stage) {
      const session = stage.session();
      await stage.store.touch(await stage.written(session), session.expiresAt + 1);
      const next = nextOf(session);
      await stage.expectThere(await stage.written(next), next, 'that was written after a touch');
    },
  },
  {
    name: 'makes no session by a touch',
    async play(stage) {
      const key = randomId();
      expectEqual(await stage.store.touch(key, stage.session().expiresAt), undefined, 'what a touch of nothing gives');
      await stage.expectNothing(key, 'under the key that was touched');
    },
  },
];
