import type { SessionStore } from '../session-store.ts';
import { expectEqual } from './expect-equal.ts';
import { nextOf, type Stage } from './stage.ts';
import type { StoreCase } from './store-case.ts';

const needs = ['oneCopy'] as const;

/** How often two meet: where they may come in either order, both are to be seen. */
const MEETINGS = 25;

export const meetings: readonly StoreCase[] = [
  {
    name: 'takes one of many first versions',
    needs,
    async play(stage) {
      const { id } = stage.session();
      const rivals = Array.from({ length: 20 }, (_, index) => stage.session({ id, data: `{"by":${index}}` }));
      const keys = await Promise.all(rivals.map(async (each) => stage.store.write(each)));
      const winners = rivals.filter((_, index) => keys[index] !== undefined);
      expectEqual(winners.length, 1, 'the number of writes that were taken');
      await stage.expectThere(id, winners[0]!, 'of the one that was taken');
    },
  },
  {
    name: 'takes one of many next versions',
    needs,
    async play(stage) {
      const session = stage.session();
      await stage.written(session);
      const rivals = Array.from({ length: 20 }, (_, index) => nextOf(session, { data: `{"by":${index}}` }));
      const keys = await Promise.all(rivals.map(async (each) => stage.store.write(each)));
      const winners = rivals.filter((_, index) => keys[index] !== undefined);
      expectEqual(winners.length, 1, 'the number of writes that were taken');
      await stage.expectThere(session.id, winners[0]!, 'of the one that was taken');
    },
  },
  {
    name: 'loses no increment of eight writers',
    needs,
    async play(stage) {
      await expectCount(
        stage,
        Array.from({ length: 8 }, () => stage.store),
      );
    },
  },
  {
    name: 'loses no increment of writers in two stores of the same data',
    needs: ['oneCopy', 'restart'],
    async play(stage) {
      const other = await stage.another();
      await expectCount(stage, [stage.store, other, stage.store, other]);
    },
  },
  {
    name: 'says to one of many that they have ended a session',
    needs,
    async play(stage) {
      const key = await stage.written(stage.session());
      const ended = await Promise.all(Array.from({ length: 10 }, async () => stage.store.delete(key)));
      expectEqual(ended.filter(Boolean).length, 1, 'the number of calls that have ended it');
    },
  },
  {
    name: 'has nothing after an end that met a write',
    needs,
    async play(stage) {
      for (let turn = 0; turn < MEETINGS; turn += 1) {
        const session = stage.session();
        const key = await stage.written(session);
        const write = (): unknown => stage.store.write(nextOf(session));
        const end = (): unknown => stage.store.delete(key);
        await Promise.all(turn % 2 === 0 ? [write(), end()] : [end(), write()]);
        await stage.expectNothing(key, 'after both');
      }
    },
  },
  {
    name: 'lets either a write or the end of its version through',
    needs,
    async play(stage) {
      for (let turn = 0; turn < MEETINGS; turn += 1) {
        const session = stage.session();
        const next = nextOf(session);
        const key = await stage.written(session);
        const [written, ended] = await Promise.all([stage.store.write(next), stage.store.delete(key, 1)]);
        expectEqual(written === undefined, ended, 'whether the write was refused, when the end was');
        await (ended ? stage.expectNothing(key, 'after the end') : stage.expectThere(key, next, 'after the write'));
      }
    },
  },
  {
    name: 'loses no write that met a touch',
    needs,
    async play(stage) {
      for (let turn = 0; turn < MEETINGS; turn += 1) {
        const session = stage.session();
        const next = nextOf(session);
        const key = await stage.written(session);
        const touch = (): unknown => stage.store.touch(key, session.expiresAt + 60_000);
        const write = (): unknown => stage.store.write(next);
        await Promise.all(turn % 2 === 0 ? [touch(), write()] : [write(), touch()]);
        const { version, data } = (await stage.store.read(key)) ?? {};
        expectEqual({ version, data }, { version: 2, data: next.data }, 'what was written while it was touched');
      }
    },
  },
];

/** Each writer adds one so often, trying again where it was too slow. */
const ADDS = 25;

async function expectCount(stage: Stage, writers: readonly SessionStore[]): Promise<void> {
  const session = stage.session({ data: '{"count":0}' });
  const key = await stage.written(session);
  await Promise.all(
    writers.map(async (store) => {
      for (let added = 0; added < ADDS;) {
        const read = await store.read(key);
        if (read === undefined) throw new Error('expected the session to be there all the time, and it was not');
        const { count } = JSON.parse(read.data) as { count: number };
        if ((await store.write(nextOf(read, { data: `{"count":${count + 1}}` }))) !== undefined) added += 1;
        // A store that answers at once leaves the others no turn otherwise.
        await new Promise((resolve) => setTimeout(resolve));
      }
    }),
  );
  const total = writers.length * ADDS;
  await stage.expectThere(
    key,
    { ...session, version: total + 1, data: `{"count":${total}}` },
    'that all have counted in',
  );
}
