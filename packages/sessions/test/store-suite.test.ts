/** The stores that need nothing else, by the suite; the others are in their own files. */

import { describe } from 'vitest';

import { memoryStore } from '../src/memory-store.ts';
import { sealedStore } from '../src/sealed-store.ts';
import { declareStore } from './declared-store.ts';

describe('memoryStore()', () => {
  declareStore(() => memoryStore(), { lacks: ['restart'] });
});

describe('sealedStore()', () => {
  declareStore(() => sealedStore({ secrets: 'x'.repeat(32) }), { lacks: ['oneCopy'] });
});
