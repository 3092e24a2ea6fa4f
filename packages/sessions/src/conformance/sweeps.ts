import { expectEqual } from './expect-equal.ts';
import type { Stage } from './stage.ts';
import type { StoreCase } from './store-case.ts';

const needs = ['oneCopy', 'sweep'] as const;

/** More than a store should do in one go. */
const MANY = 2_500;

async function sweep({ store }: Stage): Promise<number> {
  if (store.sweep === undefined) throw new Error('expected a method sweep: what does without lacks sweep');
  return store.sweep();
}

async function writeExpired(stage: Stage, count: number): Promise<void> {
  const expiresAt = Date.now() + 100;
  for (let written = 0; written < count; written += 100) {
    const sessions = Array.from({ length: Math.min(100, count - written) }, () => stage.session({ expiresAt }));
    await Promise.all(sessions.map(async (each) => stage.store.write(each)));
  }
  await stage.until(expiresAt);
}

export const sweeps: readonly StoreCase[] = [
  {
    name: 'sweeps what has expired, counts it, and leaves the rest',
    needs,
    async play(stage) {
      const alive = stage.session();
      await stage.written(alive);
      await sweep(stage);
      await writeExpired(stage, 3);
      expectEqual(await sweep(stage), 3, 'the number that was swept');
      expectEqual(await sweep(stage), 0, 'the number that was swept after that');
      await stage.expectThere(alive.id, alive, 'that has not expired');
    },
  },
  {
    name: `sweeps ${MANY.toLocaleString('en')} in one call`,
    needs,
    async play(stage) {
      await sweep(stage);
      await writeExpired(stage, MANY);
      expectEqual((await sweep(stage)) >= MANY, true, `whether ${MANY} were swept`);
      expectEqual(await sweep(stage), 0, 'the number that was swept after that');
    },
  },
];
