import type { Chunk } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { CheckedExchange } from '../src/checked-exchange.ts';
import { CheckedIteration } from '../src/checked-iteration.ts';
import { Seam } from '../src/seam.ts';
import { testExchange, type TestSeat } from './fixtures/seam.ts';
import { World } from './fixtures/world.ts';

/** An iteration that has begun. */
function begun(seat: TestSeat = testExchange()): TestSeat & { readonly iteration: CheckedIteration } {
  const iteration = new CheckedIteration(seat.exchange);
  iteration.begin();
  return { ...seat, iteration };
}

/** One whose breaches are thrown. */
function throwing(): CheckedIteration {
  const seam = new Seam({ side: 'server', name: '' }, { side: 'application', name: '' });
  const environ = new World().environ();
  return new CheckedIteration(new CheckedExchange(seam, environ, Object.keys(environ).length, () => {}));
}

function failing(): never {
  throw new Error('no database');
}

test('passes chunks and the end through', () => {
  const { seam, exchange, iteration } = begun();
  const iterator = iteration.readSync(['one', 'two'].values());
  expect([iterator.next().value, iterator.next().value, iterator.next().done]).toEqual(['one', 'two', true]);
  expect(exchange.delivered).toBe(2);
  iteration.checkDisposed();
  expect(seam.broken()).toEqual([]);
});

test('counts the head as committed when a second chunk is asked for', () => {
  const { exchange, iteration } = begun();
  const iterator = iteration.readSync(['one', 'two'].values());
  iterator.next();
  expect(exchange.start.committed).toBe(false);
  iterator.next();
  expect(exchange.start.committed).toBe(true);
});

test('has return() only where the iterator has it, and wants it called', () => {
  const without = begun();
  const bare = without.iteration.readSync({ next: () => ({ done: false, value: 'one' }) });
  bare.next();
  expect('return' in bare).toBe(false);
  without.iteration.checkDisposed();
  expect(without.seam.broken()).toEqual([]);

  const left = begun();
  left.iteration.readSync(['one', 'two'].values().filter(Boolean)).next();
  left.iteration.checkDisposed();
  expect(left.seam.broken()).toEqual(['S34']);

  const ended = begun();
  const iterator = ended.iteration.readSync(['one', 'two'].values().filter(Boolean));
  iterator.next();
  iterator.return?.();
  ended.iteration.checkDisposed();
  expect(ended.seam.broken()).toEqual([]);
});

test('wants no return() of an iterator that has thrown', async () => {
  const { seam, iteration } = begun();
  expect(() => iteration.readSync({ next: failing, return: failing }).next()).toThrow('no database');
  iteration.checkDisposed();
  expect(seam.broken()).toEqual([]);
  const later = begun();
  await expect(later.iteration.readAsync({ next: async () => failing(), return: failing }).next()).rejects.toThrow(
    'no database',
  );
  later.iteration.checkDisposed();
  expect(later.seam.broken()).toEqual([]);
});

test('ends the body where it throws a breach', () => {
  let ended = false;
  const iterator = throwing().readSync(
    (function* (): Generator<Chunk, undefined> {
      try {
        yield 7 as unknown as Chunk;
      } finally {
        ended = true;
      }
    })(),
  );
  expect(() => iterator.next()).toThrow(expect.objectContaining({ rule: 'A13' }));
  expect(ended).toBe(true);
});

test('rejects with a breach where it is asynchronous', async () => {
  const iterator = throwing().readAsync(
    (async function* (): AsyncGenerator<Chunk, undefined> {
      yield 7 as unknown as Chunk;
    })(),
  );
  await expect(iterator.next()).rejects.toMatchObject({ rule: 'A13' });
});

test('tells who wrote to a chunk by whose turn it was', () => {
  const chunk = new Uint8Array(1);
  const { seam, iteration } = begun();
  const iterator = iteration.readSync(
    (function* () {
      yield chunk;
      chunk[0] = 2;
      yield 'the end';
    })(),
  );
  iterator.next();
  chunk[0] = 1;
  iterator.next();
  expect(seam.broken()).toEqual(['S23', 'A14']);
});

test('sees two buffers that are used by turns', () => {
  const { seam, iteration } = begun();
  const buffers = [new Uint8Array(1), new Uint8Array(1)] as const;
  const chunks = [0, 1, 2].map((turn) => () => buffers[turn % 2 === 0 ? 0 : 1].fill(turn));
  const iterator = iteration.readSync(chunks.values().map((fill) => fill()));
  for (let turn = 0; turn < 3; turn++) iterator.next();
  expect(seam.broken()).toEqual(['A14']);
});

test('lets a constant be yielded again and again', () => {
  const line = Uint8Array.of(10);
  const { seam, iteration } = begun();
  const iterator = iteration.readSync([line, line, line].values());
  while (iterator.next().done !== true);
  expect(seam.broken()).toEqual([]);
});

test('sees what comes after an error was thrown back', () => {
  const { seam, exchange, iteration } = begun();
  const iterator = iteration.readSync(['one'].values());
  exchange.start.thrownBack = true;
  iterator.next();
  iterator.next();
  expect(seam.broken()).toEqual(['A4', 'A4']);
});

test('sees an iteration after the disposal, and where there is no content', () => {
  const { seam, iteration } = begun();
  const iterator = iteration.readSync(['one'].values());
  iteration.checkDisposed();
  iterator.next();
  expect(seam.broken()).toEqual(['S35']);
  expect(begun(testExchange({ REQUEST_METHOD: 'HEAD' })).seam.broken()).toEqual(['S21']);
});
