import { Writable } from 'node:stream';

import { describe, expect, test, vi } from 'vitest';

import { LEVELS } from '../src/level.ts';
import { openSink } from '../src/open-sink.ts';
import type { Sink, StructuredLogger } from '../src/sink.ts';

const nothing = async (): Promise<void> => {};

function sinkInto(lines: string[], more: Partial<Sink> = {}): Sink {
  return {
    write: (line) => void lines.push(line),
    flush: nothing,
    close: nothing,
    [Symbol.asyncDispose]: nothing,
    ...more,
  };
}

test('a function takes lines, with their level', () => {
  const take = vi.fn<(line: string, level: string) => void>();
  const target = openSink(take, 'test');
  if (target.takes !== 'lines') throw new Error('expected lines');
  target.write('a', 'warn');
  expect(take).toHaveBeenCalledExactlyOnceWith('a', 'warn');
  expect(target.colors).toBe(false);
});

test('a sink takes lines, and says whether it shows colours', () => {
  const lines: string[] = [];
  const target = openSink(sinkInto(lines, { colors: true }), 'test');
  if (target.takes !== 'lines') throw new Error('expected lines');
  target.write('a', 'info');
  expect(lines).toEqual(['a']);
  expect(target.colors).toBe(true);
  expect(openSink(sinkInto([]), 'test')).toMatchObject({ colors: false });
});

test('a sink may take lines as bytes', () => {
  const taken: unknown[] = [];
  const target = openSink(sinkInto([], { writeBytes: (line, level) => void taken.push([...line], level) }), 'test');
  if (target.takes !== 'lines') throw new Error('expected lines');
  target.writeBytes?.(Uint8Array.of(97, 10), 'info');
  expect(taken).toEqual([[97, 10], 'info']);
  expect(openSink(sinkInto([]), 'test')).toMatchObject({ writeBytes: undefined });
});

test('a logger such as pino’s takes fields and a message at their level', () => {
  const taken: unknown[] = [];
  const logger = Object.fromEntries(
    LEVELS.map((level) => [level, (fields: object, message?: string) => taken.push([level, fields, message])]),
  ) as unknown as StructuredLogger;
  const target = openSink(logger, 'test');
  if (target.takes !== 'entries') throw new Error('expected entries');
  target.write('error', { a: 1 }, 'text');
  expect(taken).toEqual([['error', { a: 1 }, 'text']]);
});

describe('refuses', () => {
  test.each([
    [undefined, 'undefined'],
    ['access.log', 'string'],
    [{}, 'object'],
    [null, 'object'],
    [{ info() {} }, 'object'],
    [new Writable(), 'a stream'],
  ])('%j', (sink, got) => {
    expect(() => openSink(sink as never, 'accessLog')).toThrow(
      `accessLog(): sink must be a sink, a function of a line, or a logger such as pino's, got ${got}; fileSink`,
    );
  });
});
