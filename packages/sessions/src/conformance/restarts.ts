import { expectEqual } from './expect-equal.ts';
import { nextOf } from './stage.ts';
import type { StoreCase } from './store-case.ts';

export const restarts: readonly StoreCase[] = [
  {
    name: 'has after a restart what it had before',
    needs: ['restart'],
    async play(stage) {
      const session = stage.session();
      const key = await stage.written(session);
      await stage.close(stage.store);
      await stage.expectThere(key, session, 'after a restart', await stage.another());
    },
  },
  {
    name: 'shows another store of the same data at once what was written',
    needs: ['restart'],
    async play(stage) {
      const other = await stage.another();
      const session = stage.session();
      await stage.expectThere(await stage.written(session), session, 'in the other store', other);
    },
  },
  {
    name: 'knows after a restart which version it has',
    needs: ['oneCopy', 'restart'],
    async play(stage) {
      const session = stage.session();
      const next = nextOf(session);
      await stage.written(session);
      await stage.written(next);
      await stage.close(stage.store);
      const store = await stage.another();
      expectEqual(await store.write(nextOf(session, { data: '{"late":true}' })), undefined, 'what a late write gives');
      await stage.written(nextOf(next), store);
    },
  },
  {
    name: 'has nothing after a restart of what had ended',
    needs: ['oneCopy', 'restart'],
    async play(stage) {
      const session = stage.session();
      const key = await stage.written(session);
      await stage.store.delete(key);
      await stage.close(stage.store);
      const store = await stage.another();
      await stage.expectNothing(key, 'after a restart', store);
      expectEqual(await store.write(nextOf(session)), undefined, 'what a slow write gives');
    },
  },
];
