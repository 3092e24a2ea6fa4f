import type { Environ, HeaderList, Status } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { testExchange, type TestSeat } from './fixtures/seam.ts';

/** An exchange with all capabilities, and what was passed on to them. */
function capable(): TestSeat & { readonly environ: Environ; readonly passed: unknown[][] } {
  const passed: unknown[][] = [];
  const seat = testExchange({
    'tsgi.informational': (...args) => void passed.push(args),
    'tsgi.trailers': (...args) => void passed.push(args),
    'tsgi.file_wrapper': (...args) => {
      passed.push(args);
      return new Set(['the file']);
    },
    'tsgi.upgrade': (...args) => {
      passed.push(args);
      return new Set<string>();
    },
  });
  return { ...seat, environ: seat.exchange.environ, passed };
}

test('a capability that is not there is not made', () => {
  expect(Object.keys(testExchange().exchange.environ)).not.toContain('tsgi.informational');
});

test('passes on what is right', () => {
  const { seam, environ, passed } = capable();
  environ['tsgi.informational']?.('103 Early Hints', [['Link', '</a.css>; rel=preload']]);
  environ['tsgi.trailers']?.(() => [['Server-Timing', 'db;dur=5']]);
  environ['tsgi.file_wrapper']?.('/srv/a');
  environ['tsgi.file_wrapper']?.('/srv/a', { start: 0, end: 0 });
  environ['tsgi.file_wrapper']?.({ read: async () => ({ bytesRead: 0 }), close: async () => {} });
  environ['tsgi.upgrade']?.([['Sec-WebSocket-Accept', 'x']], () => {});
  expect(seam.broken()).toEqual([]);
  expect(passed.map((args) => args.length)).toEqual([2, 1, 1, 2, 1, 2]);
  const fields = passed.flat()[2] as () => HeaderList;
  expect(fields()).toEqual([['Server-Timing', 'db;dur=5']]);
});

test.each(['103', '100 Continue', '101 Switching Protocols', '200 OK', 103])(
  'refuses the interim status %j',
  (status) => {
    const { seam, environ } = capable();
    environ['tsgi.informational']?.(status as Status, []);
    expect(seam.broken()).toEqual(['A26']);
  },
);

test('checks interim headers as any', () => {
  const { seam, environ } = capable();
  environ['tsgi.informational']?.('103 Early Hints', [['Connection', 'close']]);
  expect(seam.broken()).toEqual(['A9']);
  environ['tsgi.informational']?.('103 Early Hints', [['content-length', '0']]);
  expect(seam.broken()).toEqual(['A26']);
});

test('sees trailers that come too late, twice, as a list, or beside a length', () => {
  const late = capable();
  late.exchange.delivered = 1;
  late.environ['tsgi.trailers']?.(() => []);
  expect(late.seam.broken()).toEqual(['A27']);
  late.exchange.delivered = 0;
  late.environ['tsgi.trailers']?.(() => []);
  expect(late.seam.broken()).toEqual(['A27']);

  const list = capable();
  list.environ['tsgi.trailers']?.([] as unknown as () => HeaderList);
  expect(list.seam.broken()).toEqual(['A27']);

  const array = capable();
  array.exchange.start.call('200 OK', [], undefined);
  array.exchange.settle(['Hello']);
  array.environ['tsgi.trailers']?.(() => []);
  expect(array.seam.broken()).toEqual(['A27']);

  const long = capable();
  long.exchange.start.call('200 OK', [['Content-Length', '5']], undefined);
  long.environ['tsgi.trailers']?.(() => []);
  expect(long.seam.broken()).toEqual(['A27']);
});

test('gives a file to the server as the server gave it', () => {
  const { seam, exchange, environ } = capable();
  exchange.start.call('200 OK', [], undefined);
  const file = environ['tsgi.file_wrapper']?.('/srv/a') ?? [];
  expect(exchange.settle(file)).toBe(file);
  expect(seam.broken()).toEqual([]);
});

test.each([
  ['', {}],
  [7, {}],
  [null, {}],
  [{ read() {} }, {}],
  [{ close() {} }, {}],
  ['/srv/a', { start: -1 }],
  ['/srv/a', { start: 0.5 }],
  ['/srv/a', { end: '5' }],
  ['/srv/a', { start: 6, end: 5 }],
])('refuses the file %j with the range %j', (path, range) => {
  const { seam, environ } = capable();
  environ['tsgi.file_wrapper']?.(path as string, range as { start: number });
  expect(seam.broken()).toEqual(['A30']);
});

test.each([
  ['A6', 'Upgrade: a'],
  ['A6', [['Upgrade', 'a'], ['A']]],
  ['A7', [['A b', 'c']]],
  ['A8', [['A', 'b\nc']]],
  ['A9', [['Connection', 'upgrade']]],
])('refuses, by %s, the headers %j of an upgrade', (rule, headers) => {
  const { seam, environ } = capable();
  environ['tsgi.upgrade']?.(headers as unknown as HeaderList, () => {});
  expect(seam.broken()).toEqual([rule]);
});

test('lets an upgrade name its protocol', () => {
  const { seam, environ } = capable();
  environ['tsgi.upgrade']?.(
    [
      ['UPGRADE', 'whisper'],
      ['A', 'b'],
    ],
    () => {},
  );
  expect(seam.broken()).toEqual([]);
});

test('lets an upgrade be the whole answer, once and alone', () => {
  const { seam, exchange, environ } = capable();
  const body = environ['tsgi.upgrade']?.([], () => {}) ?? [];
  expect(exchange.settle(body)).toBe(body);
  expect(seam.broken()).toEqual([]);
  environ['tsgi.upgrade']?.([], () => {});
  expect(seam.broken()).toEqual(['A29']);

  const started = capable();
  started.exchange.start.call('200 OK', [], undefined);
  started.environ['tsgi.upgrade']?.([], () => {});
  expect(started.seam.broken()).toEqual(['A29']);
});
