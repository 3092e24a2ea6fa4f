import { describe, expect, test } from 'vitest';

import { memoryStore, type SessionStore } from '@tsgi/sessions';

import { KnownRenewals, type Renewals, StoredRenewals } from '../src/renewals.ts';
import { later } from './visit.ts';

const kinds: readonly (readonly [string, () => Renewals])[] = [
  ['in a store', () => new StoredRenewals(later(memoryStore()))],
  ['in one process', () => new KnownRenewals()],
];

describe.each(kinds)('renewals %s', (_kind, make) => {
  test('tell what a session may have become, and nothing of another', async () => {
    const renewals = make();
    await renewals.note('a', { id: 'b', key: 'b' });
    expect(await renewals.of('a')).toEqual([{ id: 'b', key: 'b' }]);
    expect(await renewals.of('b')).toEqual([]);
  });

  test('of several requests at once lose none', async () => {
    const renewals = make();
    const all = Array.from({ length: 5 }, (_, n) => ({ id: `${n}`, key: `${n}` }));
    await Promise.all(all.map(async (next) => renewals.note('a', next)));
    expect((await renewals.of('a')).toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(all);
  });
});

test('are given up in a store where others are faster each time', async () => {
  const busy = { ...memoryStore(), read: () => undefined, write: () => undefined } as unknown as SessionStore;
  await expect(new StoredRenewals(busy).note('a', { id: 'b', key: 'b' })).rejects.toMatchObject({
    status: 503,
    message: 'sessions(): other requests were faster in 100 tries to renew a session',
  });
});
