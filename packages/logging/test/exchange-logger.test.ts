import { describe, expect, test } from 'vitest';

import { environ } from '@tsgi/testing';

import { ExchangeLogger } from '../src/exchange-logger.ts';
import { LEVELS, type Level } from '../src/level.ts';
import { openSink } from '../src/open-sink.ts';
import type { SinkOption } from '../src/sink.ts';

function open(options: { level?: Level; sink?: SinkOption } = {}): {
  log: ExchangeLogger;
  lines: string[];
  reports: unknown[];
  state: Map<unknown, unknown>;
} {
  const lines: string[] = [];
  const reports: unknown[] = [];
  const request = environ();
  const { level = 'trace', sink = (line: string) => void lines.push(line) } = options;
  const log = new ExchangeLogger(
    {
      target: openSink(sink, 'test'),
      least: LEVELS.indexOf(level),
      failures: { report: (error) => void reports.push(error), watch() {} },
    },
    request,
  );
  return { log, lines, reports, state: request['tsgi.exchange'].state };
}

const parsed = (line: string | undefined): unknown => JSON.parse(line ?? 'null');

test('writes a message with fields', () => {
  const { log, lines } = open();
  log.info('paid', { amount: 7n });
  expect(parsed(lines[0])).toEqual({
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    level: 'info',
    message: 'paid',
    amount: '7',
  });
});

test('has a function for each level', () => {
  const levels: string[] = [];
  const { log } = open({
    sink: (line, level) => void levels.push(level, (parsed(line) as { level: Level }).level),
  });
  for (const level of LEVELS) log[level]('a');
  expect(levels).toEqual(LEVELS.flatMap((level) => [level, level]));
});

test('gives functions that need no logger before them', async () => {
  const { log, lines } = open({ level: 'error' });
  const { debug, fatal } = log;
  debug('a');
  fatal('b', { c: 1 });
  await Promise.reject(new Error('d')).catch(log.error);
  await Promise.reject(new Error('e')).catch(log.with({ f: 2 }).error);
  expect(lines.map(parsed)).toMatchObject([
    { level: 'fatal', message: 'b', c: 1 },
    { level: 'error', message: 'd' },
    { level: 'error', message: 'e', f: 2 },
  ]);
});

test('writes nothing below its level', () => {
  const { log, lines } = open({ level: 'warn' });
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  expect(lines).toHaveLength(2);
  expect(LEVELS.filter((level) => log.isEnabled(level))).toEqual(['warn', 'error', 'fatal']);
});

test('carries the ids of the exchange, as they are when it writes', () => {
  const { log, lines, state } = open();
  state.set('request.id', 'r');
  log.info('a');
  state.set('trace.id', 't').set('span.id', 's');
  log.info('b');
  expect(parsed(lines[0])).toMatchObject({ 'request.id': 'r' });
  expect(parsed(lines[1])).toMatchObject({ 'request.id': 'r', 'trace.id': 't', 'span.id': 's' });
});

const throwing = (): never => {
  throw new Error('do not look');
};

describe('an error', () => {
  test('is a message, and a field', () => {
    const { log, lines } = open();
    log.error(new TypeError('no', { cause: 'why' }), { user: 7 });
    expect(parsed(lines[0])).toMatchObject({
      level: 'error',
      message: 'no',
      user: 7,
      error: { type: 'TypeError', message: 'no', cause: 'why' },
    });
  });

  test('is a field like any other', () => {
    const { log, lines } = open();
    log.warn('retrying', { reason: new Error('no') });
    expect(parsed(lines[0])).toMatchObject({ message: 'retrying', reason: { type: 'Error', message: 'no' } });
  });

  test('is one where it stands in the place of fields', () => {
    const { log, lines } = open();
    log.warn('retrying', new Error('no'));
    log.with(new Error('no')).warn('retrying');
    for (const line of lines) expect(parsed(line)).toMatchObject({ message: 'retrying', error: { message: 'no' } });
  });

  test('stands beside fields that throw, or are very many', () => {
    const { log, lines, reports } = open();
    log.error(new Error('no'), Object.defineProperty({ user: 7 }, 'b', { get: throwing, enumerable: true }));
    log.error(new Error('no'), new Proxy({}, { ownKeys: throwing }));
    log.error(new Error('no'), Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i])));
    expect(reports).toEqual([]);
    expect(parsed(lines[0])).toMatchObject({ user: 7, b: '[throws]', error: { message: 'no' } });
    expect(parsed(lines[1])).toMatchObject({ fields: '[throws]', error: { message: 'no' } });
    expect(parsed(lines[2])).toMatchObject({ k7: 7, error: { message: 'no' } });
  });
});

test('binds fields', () => {
  const { log, lines } = open();
  const bound = log.with({ user: 7, part: 'a' }).with({ part: 'b' });
  bound.info('x', { more: 1 });
  bound.info('y', { user: 8 });
  log.info('z');
  expect(parsed(lines[0])).toMatchObject({ user: 7, part: 'b', more: 1 });
  expect(parsed(lines[1])).toMatchObject({ user: 8, part: 'b' });
  expect(parsed(lines[2])).not.toHaveProperty('user');
});

test('tells fields as they were when they were bound', () => {
  const { log, lines } = open();
  const fields = { user: 7 };
  const bound = log.with(fields);
  fields.user = 8;
  bound.info('x');
  expect(parsed(lines[0])).toMatchObject({ user: 7 });
});

test('gives fields to a logger that takes them, plain', () => {
  const entries: unknown[] = [];
  const take =
    (level: Level) =>
    (fields: object, message?: string): void =>
      void entries.push([level, { ...fields }, message]);
  const sink = Object.fromEntries(LEVELS.map((level) => [level, take(level)])) as Record<
    Level,
    ReturnType<typeof take>
  >;
  const { log, state } = open({ sink });
  state.set('request.id', 'r');
  log.warn('slow', { ms: 7n, 'request.id': 'forged' });
  expect(entries).toEqual([['warn', { ms: '7', 'request.id': 'r' }, 'slow']]);
});

describe('never throws', () => {
  test.each([undefined, null, 7, Symbol('a'), {}, []])('for the message %j', (message) => {
    const { log, lines, reports } = open();
    log.info(message as never);
    expect([lines.length, reports]).toEqual([1, []]);
  });

  test.each([null, 7, 'text', new Proxy({}, { ownKeys: () => 7 as never })])('for fields that are none', (fields) => {
    const { log, lines, reports } = open();
    log.info('a', fields as never);
    log.with(fields as never).info('b');
    expect([lines.length, reports]).toEqual([2, []]);
  });

  test('where a message cannot be made text', () => {
    const { log, lines, reports } = open();
    log.info(Object.create(null) as never, { user: 7 });
    expect(reports).toEqual([]);
    expect(parsed(lines[0])).toMatchObject({ message: '[throws]', user: 7 });
  });

  test('where the sink does', () => {
    const failure = new Error('full');
    const { log, reports } = open({
      sink: () => {
        throw failure;
      },
    });
    log.info('a');
    expect(reports).toEqual([failure]);
  });
});
