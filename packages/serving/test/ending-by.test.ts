import { ClientDisconnected, type UpgradedConnection } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import type { Departure } from '../src/answer-link.ts';
import { endingBy } from '../src/ending-by.ts';

const connection: UpgradedConnection = { readable: new ReadableStream(), writable: new WritableStream() };

function departing(handler: Departure['handler']): { run: () => unknown; abort: ReturnType<typeof vi.fn> } {
  const abort = vi.fn<(error: unknown) => void>();
  const departure = endingBy({ protocol: 'echo', fields: [], handler }, { abort });
  return { run: () => departure.handler(connection), abort };
}

test('an exchange ends by what its handler fails with, at once or later', async () => {
  const failure = new Error('no');
  const atOnce = departing(() => {
    throw failure;
  });
  expect(atOnce.run).toThrow(failure);
  const later = departing(() => Promise.reject(failure));
  await expect(later.run()).rejects.toBe(failure);
  for (const { abort } of [atOnce, later]) expect(abort.mock.calls).toEqual([[failure]]);
});

test('that the client has gone is let through, and told by others', async () => {
  const { run, abort } = departing(() => Promise.reject(new ClientDisconnected()));
  await expect(run()).rejects.toBeInstanceOf(ClientDisconnected);
  expect(abort).not.toHaveBeenCalled();
});

test('a handler that is synchronous stays so', () => {
  const { run, abort } = departing(() => {});
  expect(run()).toBeUndefined();
  expect(abort).not.toHaveBeenCalled();
});
