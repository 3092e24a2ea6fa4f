import type { StoredSession } from '../session-store.ts';
import { expectEqual } from './expect-equal.ts';
import { nextOf, type Stage } from './stage.ts';
import type { StoreCase } from './store-case.ts';

/** Expects a write to be refused, and to change nothing. @param kept What was there before. */
async function expectRefused(stage: Stage, session: StoredSession, kept: StoredSession): Promise<void> {
  expectEqual(await stage.store.write(session), undefined, `what a write of version ${session.version} gives`);
  await stage.expectThere(kept.id, kept, `after version ${session.version} was refused`);
}

const needs = ['oneCopy'] as const;

export const versions: readonly StoreCase[] = [
  {
    name: 'refuses a first version where there is one',
    needs,
    async play(stage) {
      const session = stage.session();
      await stage.written(session);
      await expectRefused(stage, stage.session({ id: session.id, data: '{"other":true}' }), session);
    },
  },
  {
    name: 'refuses a version that was made from an old read',
    needs,
    async play(stage) {
      const session = stage.session();
      const next = nextOf(session);
      await stage.written(session);
      await stage.written(next);
      await expectRefused(stage, nextOf(session, { data: '{"late":true}' }), next);
    },
  },
  {
    name: 'refuses a version that leaves one out',
    needs,
    async play(stage) {
      const session = stage.session();
      await stage.written(session);
      await expectRefused(stage, nextOf(nextOf(session)), session);
    },
  },
  {
    name: 'refuses a second version of nothing',
    needs,
    async play(stage) {
      const session = nextOf(stage.session());
      expectEqual(await stage.store.write(session), undefined, 'what a write of version 2 gives');
      await stage.expectNothing(session.id, 'after version 2 of nothing');
    },
  },
  {
    name: 'finds a session under its id',
    needs,
    async play(stage) {
      const session = stage.session();
      expectEqual(await stage.store.write(session), session.id, 'the key that a write gives');
      expectEqual(await stage.store.touch(session.id, session.expiresAt), session.id, 'the key that a touch gives');
      expectEqual(await stage.store.write(nextOf(session)), session.id, 'the key that a second write gives');
    },
  },
];
