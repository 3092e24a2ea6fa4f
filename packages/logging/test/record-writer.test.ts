import { pino } from 'pino';
import { describe, expect, test } from 'vitest';

import { LEVELS } from '../src/level.ts';
import { recordWriter, type RecordWriterOptions } from '../src/record-writer.ts';
import type { StructuredLogger } from '../src/sink.ts';
import { makeRecord } from './make-record.ts';

function lineFor(options: RecordWriterOptions): string {
  const lines: string[] = [];
  recordWriter({ sink: (line) => void lines.push(line), ...options }).write(makeRecord());
  return lines.join('|');
}

test.each([
  [undefined, /^127\.0\.0\.1 - - \[.*\] "GET \/path HTTP\/1\.1" 200 5 "-" "-"$/],
  ['combined', /^127\.0\.0\.1 - - \[.*\] "GET \/path HTTP\/1\.1" 200 5 "-" "-"$/],
  ['common', /^127\.0\.0\.1 - - \[.*\] "GET \/path HTTP\/1\.1" 200 5$/],
  ['json', /^\{"time":".*\}$/],
  ['dev', /^\d\d:\d\d:\d\d GET .* \/path$/],
  ['%h %s', /^127\.0\.0\.1 200$/],
])('%s is a format', (format, line) => {
  expect(lineFor(format === undefined ? {} : { format })).toMatch(line);
});

test('a function is a format, and makes one line', () => {
  expect(lineFor({ format: ({ path, status }) => `${path} ${status}\nforged` })).toBe(
    String.raw`/path 200\u000aforged`,
  );
});

const nothing = async (): Promise<void> => {};

test('colours are for a sink that shows them, or where they are asked for', () => {
  const lines: string[] = [];
  const sink = {
    write: (line: string) => void lines.push(line),
    flush: nothing,
    close: nothing,
    colors: true,
    [Symbol.asyncDispose]: nothing,
  };
  recordWriter({ format: 'dev', sink }).write(makeRecord());
  recordWriter({ format: 'dev', sink, colors: false }).write(makeRecord());
  expect(lines.map((line) => line.includes('\u001b'))).toEqual([true, false]);
  expect(lineFor({ format: 'dev', colors: true })).toContain('\u001b');
});

test.each(['combined', 'json', '%h %U', 'dev', ({ path }: { readonly path: string }) => path])(
  'a sink that takes bytes is given the same lines in the format %s',
  (format) => {
    const record = makeRecord();
    const lines: string[] = [];
    const decoder = new TextDecoder();
    recordWriter({ format, sink: (line) => void lines.push(`${line}\n`) }).write(record);
    const sink = {
      write: (line: string) => void lines.push(`${line}\n`),
      writeBytes: (line: Uint8Array) => void lines.push(decoder.decode(line)),
      flush: nothing,
      close: nothing,
      [Symbol.asyncDispose]: nothing,
    };
    const { write } = recordWriter({ format, sink });
    write(record);
    write(makeRecord({ environ: { PATH_INFO: '/other', REQUEST_URI: '/other' } }));
    write(record);
    expect(lines[1]).toBe(lines[0]);
    expect(lines[2]).not.toBe(lines[0]);
    expect(lines[3]).toBe(lines[0]);
  },
);

test('a line has the level of its record', () => {
  const levels: string[] = [];
  const { write } = recordWriter({ sink: (_line, level) => void levels.push(level) });
  write(makeRecord());
  write(makeRecord({ outcome: { status: 500, bytes: 0 } }));
  expect(levels).toEqual(['info', 'error']);
});

function entriesFor(options: RecordWriterOptions): unknown[] {
  const entries: unknown[] = [];
  const sink = Object.fromEntries(
    LEVELS.map((level) => [level, (fields: object, message?: string) => entries.push([level, fields, message])]),
  ) as unknown as StructuredLogger;
  recordWriter({ sink, ...options }).write(makeRecord({ outcome: { status: 404, bytes: 5 } }));
  return entries;
}

describe('a logger such as pino’s', () => {
  test('is given the fields, and a message for people', () => {
    const fields = expect.objectContaining({ 'url.path': '/path', 'http.response.status_code': 404 }) as unknown;
    expect(entriesFor({})).toEqual([['warn', fields, 'GET /path 404']]);
    expect(entriesFor({ format: 'json' })).toEqual([['warn', fields, 'GET /path 404']]);
    expect(entriesFor({ format: '%h %s' })).toEqual([['warn', fields, '127.0.0.1 404']]);
  });

  test('may be pino itself', () => {
    const lines: string[] = [];
    const sink = pino({ base: null }, { write: (line: string) => void lines.push(line) });
    recordWriter({ sink }).write(makeRecord({ outcome: { status: 503, bytes: 5 } }));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        level: 50,
        msg: 'GET /path 503',
        'http.response.status_code': 503,
        'tsgi.outcome': 'complete',
      }),
    ]);
  });
});

test.each([
  [
    { format: 'apache' },
    `format must be 'common', 'combined', 'json', 'dev', a string with directives such as %h, or a function, got "apache"`,
  ],
  [
    { format: 7 },
    `format must be 'common', 'combined', 'json', 'dev', a string with directives such as %h, or a function, got number`,
  ],
  [{ format: '%Z' }, 'format has the unknown directive "%Z" at position 0 of "%Z"'],
  [{ colors: 'yes' }, 'colors must be a boolean, got string'],
  [{ requestHeaders: ['a b'] }, 'requestHeaders must be a list of names of header fields, got ["a b"]'],
  [{ requestHeaders: ['x_a'] }, 'requestHeaders must be a list of names of header fields, got ["x_a"]'],
  [{ responseHeaders: 'X' }, 'responseHeaders must be a list of names of header fields, got "X"'],
])('refuses %j', (options, message) => {
  expect(() => recordWriter(options as never)).toThrow(new TypeError(`accessLog(): ${message}`));
});
