import { randomId } from '../random-id.ts';
import { expectEqual } from './expect-equal.ts';
import { nextOf } from './stage.ts';
import type { StoreCase } from './store-case.ts';

const needs = ['oneCopy'] as const;

export const ends: readonly StoreCase[] = [
  {
    name: 'ends a session once',
    needs,
    async play(stage) {
      const [session, other] = [stage.session(), stage.session()];
      const key = await stage.written(session);
      const kept = await stage.written(other);
      expectEqual(await stage.store.delete(key), true, 'whether the first call has ended it');
      await stage.expectNothing(key, 'after its end');
      expectEqual(await stage.store.delete(key), false, 'whether the second call has ended it');
      await stage.expectThere(kept, other, 'beside it');
    },
  },
  {
    name: 'ends nothing where there is nothing',
    needs,
    async play(stage) {
      expectEqual(await stage.store.delete(randomId()), false, 'whether it has ended something');
    },
  },
  {
    name: 'ends the version that is named, and no other',
    needs,
    async play(stage) {
      const session = stage.session();
      const next = nextOf(session);
      const key = await stage.written(session);
      await stage.written(next);
      expectEqual(await stage.store.delete(key, 1), false, 'whether version 1 was ended');
      await stage.expectThere(key, next, 'whose version 1 was to be ended');
      expectEqual(await stage.store.delete(key, 2), true, 'whether version 2 was ended');
      await stage.expectNothing(key, 'after its end');
    },
  },
  {
    name: 'brings no session back by a write',
    needs,
    async play(stage) {
      const session = stage.session();
      const key = await stage.written(session);
      await stage.store.delete(key);
      expectEqual(await stage.store.write(nextOf(session)), undefined, 'what a slow write gives');
      await stage.expectNothing(key, 'after a slow write');
    },
  },
  {
    name: 'brings no session back by a touch',
    needs,
    async play(stage) {
      const session = stage.session();
      const key = await stage.written(session);
      await stage.store.delete(key);
      expectEqual(await stage.store.touch(key, session.expiresAt), undefined, 'what a slow touch gives');
      await stage.expectNothing(key, 'after a slow touch');
    },
  },
];
