/** One case for stores, and what makes it one that a test runner can run. */

import type { StoreCapability } from './capability.ts';
import { type MakeStore, Stage } from './stage.ts';

export interface StoreCase {
  /** What a store does that keeps to the interface, as a sentence. */
  readonly name: string;
  /** What a store has to be able to do for it. Default: nothing beyond what every store does. */
  readonly needs?: readonly StoreCapability[];
  readonly play: (stage: Stage) => Promise<void>;
}

/** A case as a test runner sees it; `declareTests` of `@tsgi/validator` takes a list of them. */
export interface StoreConformanceCase {
  /** What it is about: cases of one topic stand together. */
  readonly topic: string;
  readonly name: string;
  /** None: rules are the specification's, and it says nothing of stores. */
  readonly rules: readonly string[];
  /** Why it is not to be run, where it is not. */
  readonly skip?: string;
  /** Rejects where the store does otherwise. */
  readonly run: () => Promise<void>;
}

/** @param caseMs How long it may take. @param skip Why it is not to be run. */
export function runnableStoreCase(
  topic: string,
  { name, play }: StoreCase,
  make: MakeStore,
  caseMs: number,
  skip?: string,
): StoreConformanceCase {
  const run = async (): Promise<void> => {
    const stage = await Stage.set(make);
    try {
      await within(caseMs, play(stage));
    } catch (cause) {
      const what = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`the store ${name}: ${what}`, { cause });
    } finally {
      await stage.closeAll();
    }
  };
  return { topic, name, rules: [], ...(skip === undefined ? {} : { skip }), run };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`it was not over after ${ms} ms`)), ms);
  await Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
