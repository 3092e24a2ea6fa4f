import { refuseUnknownOptions } from '@tsgi/contract';

import { CAPABILITIES, type StoreCapability } from './capability.ts';
import { ends } from './ends.ts';
import { expiry } from './expiry.ts';
import { hostileKeys } from './hostile-keys.ts';
import { meetings } from './meetings.ts';
import { restarts } from './restarts.ts';
import { roundTrips } from './round-trips.ts';
import type { MakeStore } from './stage.ts';
import { runnableStoreCase, type StoreCase, type StoreConformanceCase } from './store-case.ts';
import { sweeps } from './sweeps.ts';
import { touches } from './touches.ts';
import { versions } from './versions.ts';

/** What is known of a store beforehand. */
export interface StoreConformanceOptions {
  /** What the store cannot do. Cases that need it are skipped by name. Default: nothing. */
  readonly lacks?: readonly StoreCapability[];
  /** How long one case may take, in milliseconds. Default: 10 000. */
  readonly caseMs?: number;
}

const TOPICS: Readonly<Record<string, readonly StoreCase[]>> = {
  'round trips': roundTrips,
  expiry,
  touches,
  versions,
  ends,
  'what happens at once': meetings,
  'hostile keys': hostileKeys,
  sweeps,
  restarts,
};

/**
 * Cases for everything that `SessionStore` asks of a store.
 *
 * `makeStore` makes one; each further call makes another of the same data, as another process would, or the same program
 * after a restart. Every case works with sessions of its own and closes what it has opened. A case's `run()` resolves where
 * the store does as it is asked, and rejects where it does not.
 * @throws {TypeError} for a `makeStore` that is no function, and for something in `lacks` that is no capability.
 */
export function storeConformance(makeStore: MakeStore, options: StoreConformanceOptions = {}): StoreConformanceCase[] {
  if (typeof makeStore !== 'function') {
    throw new TypeError(`storeConformance(): makeStore must be a function that makes a store, got ${typeof makeStore}`);
  }
  refuseUnknownOptions('storeConformance', options, ['lacks', 'caseMs']);
  const { lacks = [], caseMs = 10_000 } = options;
  for (const name of lacks) {
    if (!Object.hasOwn(CAPABILITIES, name)) {
      const known = Object.keys(CAPABILITIES).join(', ');
      throw new TypeError(`storeConformance(): lacks names ${name}; the capabilities are ${known}`);
    }
  }
  return Object.entries(TOPICS).flatMap(([topic, cases]) =>
    cases.map((each) => {
      const lacking = each.needs?.find((capability) => lacks.includes(capability));
      const skip = lacking === undefined ? undefined : `for a store that ${CAPABILITIES[lacking]}`;
      return runnableStoreCase(topic, each, makeStore, caseMs, skip);
    }),
  );
}
