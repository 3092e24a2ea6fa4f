/** A store held to its interface, as tests of vitest. */

import { declareTests } from '@tsgi/validator';
import { describe, test } from 'vitest';

import type { MakeStore } from '../src/conformance/stage.ts';
import { storeConformance, type StoreConformanceOptions } from '../src/conformance/store-conformance.ts';

/**
 * Declares a test for each case, but for those that need what the store lacks. A `beforeEach` of the file has what the store
 * stands on.
 */
export function declareStore(makeStore: MakeStore, options?: StoreConformanceOptions): void {
  const cases = storeConformance(makeStore, options).filter(({ skip }) => skip === undefined);
  declareTests(cases, { describe, test });
}
