import { expectEqual } from './expect-equal.ts';
import { nextOf } from './stage.ts';
import type { StoreCase } from './store-case.ts';

/** Long enough to be read in, on a busy machine too; short enough to be waited for. */
const SOON_MS = 250;

export const expiry: readonly StoreCase[] = [
  {
    name: 'has nothing that had expired when it was written',
    async play(stage) {
      const key = await stage.store.write(stage.session({ expiresAt: Date.now() - 1 }));
      if (key !== undefined) await stage.expectNothing(key, 'a millisecond after its time');
    },
  },
  {
    name: 'has a session until its time has come, and no longer',
    async play(stage) {
      const session = stage.session({ expiresAt: Date.now() + SOON_MS });
      const key = await stage.written(session);
      const early = await stage.store.read(key);
      // A machine that was held up for so long has seen nothing.
      if (Date.now() < session.expiresAt) expectEqual(early, session, 'the session before its time');
      await stage.until(session.expiresAt);
      await stage.expectNothing(key, 'after its time');
    },
  },
  {
    name: 'takes no write and no touch for what has expired, and ends it no second time',
    needs: ['oneCopy'],
    async play(stage) {
      const session = stage.session({ expiresAt: Date.now() + SOON_MS });
      const key = await stage.written(session);
      await stage.until(session.expiresAt);
      const { expiresAt } = stage.session();
      expectEqual(await stage.store.touch(key, expiresAt), undefined, 'what a touch gives');
      expectEqual(await stage.store.write(nextOf(session, { expiresAt })), undefined, 'what a write gives');
      expectEqual(await stage.store.delete(key), false, 'whether it was ended once more');
      await stage.expectNothing(key, 'after all that');
    },
  },
  {
    name: 'takes a first version where one has expired',
    needs: ['oneCopy'],
    async play(stage) {
      const session = stage.session({ expiresAt: Date.now() + SOON_MS });
      await stage.written(session);
      await stage.until(session.expiresAt);
      const anew = stage.session({ id: session.id });
      await stage.expectThere(await stage.written(anew), anew, 'that came after it');
    },
  },
];
