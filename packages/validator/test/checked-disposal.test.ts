import type { Body } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { CheckedDisposal } from '../src/checked-disposal.ts';
import { Seam } from '../src/seam.ts';
import { testExchange, type TestSeat } from './fixtures/seam.ts';

interface Seat extends TestSeat {
  readonly disposal: CheckedDisposal;
  readonly checked: Partial<Disposable & AsyncDisposable>;
}

/** The disposal of this body. */
function disposing(body: Body): Seat {
  const seat = testExchange();
  const disposal = new CheckedDisposal(seat.exchange, body);
  const checked = {};
  disposal.attachTo(checked);
  return { ...seat, disposal, checked };
}

test('passes a call on, with the body as its this', () => {
  const body = Object.assign(new Set<string>(), {
    open: true,
    [Symbol.dispose]() {
      this.open = false;
    },
  });
  const { seam, disposal, checked } = disposing(body);
  checked[Symbol.dispose]?.();
  disposal.checkEnd();
  expect(body.open).toBe(false);
  expect(seam.broken()).toEqual([]);
});

test('asks nothing where there is nothing to dispose of', () => {
  const { seam, disposal, checked } = disposing(new Set<string>());
  disposal.checkEnd();
  expect(disposal.needed).toBe(false);
  expect(Reflect.ownKeys(checked)).toEqual([]);
  expect(seam.broken()).toEqual([]);
});

test('takes a method that is undefined for none', () => {
  let disposed = 0;
  // JavaScript, and TypeScript without `exactOptionalPropertyTypes`, let it be.
  const given: object = { [Symbol.asyncDispose]: undefined, [Symbol.dispose]: () => void disposed++ };
  const { seam, disposal, checked } = disposing(Object.assign(new Set<string>(), given));
  expect(Reflect.ownKeys(checked)).toEqual([Symbol.dispose]);
  checked[Symbol.dispose]?.();
  disposal.checkEnd();
  expect(disposed).toBe(1);
  expect(seam.broken()).toEqual([]);
});

test('sees a second disposal, and none', () => {
  const { seam, disposal, checked } = disposing(Object.assign(new Set<string>(), { [Symbol.dispose]: () => {} }));
  disposal.checkEnd();
  expect(seam.broken()).toEqual(['S32']);
  checked[Symbol.dispose]?.();
  checked[Symbol.dispose]?.();
  expect(seam.broken()).toEqual(['S32']);
});

test('sees deferred functions that have not waited', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { seam, disposal, checked } = disposing(
    Object.assign(new Set<string>(), { [Symbol.asyncDispose]: () => promise }),
  );
  const disposed = checked[Symbol.asyncDispose]?.();
  disposal.checkEnd();
  expect(seam.broken()).toEqual(['S36']);
  resolve();
  await disposed;
  disposal.checkEnd();
  expect(seam.broken()).toEqual([]);
});

test('lets a disposal fail, which is then finished too', async () => {
  const { seam, disposal, checked } = disposing(
    Object.assign(new Set<string>(), { [Symbol.asyncDispose]: () => Promise.reject(new Error('busy')) }),
  );
  await expect(checked[Symbol.asyncDispose]?.()).rejects.toThrow('busy');
  disposal.checkEnd();
  expect(seam.broken()).toEqual([]);
});

test('releases the resource where it throws, too', () => {
  const { exchange } = testExchange();
  const seam = new Seam({ side: 'server', name: '' }, { side: 'application', name: '' });
  const released: string[] = [];
  const body = Object.assign(new Set<string>(), {
    [Symbol.dispose]: () => void released.push('now'),
    [Symbol.asyncDispose]: async () => void released.push('later'),
  });
  const checked: Partial<Disposable> = {};
  new CheckedDisposal(Object.assign(exchange, { seam }), body).attachTo(checked);
  expect(() => checked[Symbol.dispose]?.()).toThrow(expect.objectContaining({ rule: 'S33' }));
  expect(released).toEqual(['now']);
});
