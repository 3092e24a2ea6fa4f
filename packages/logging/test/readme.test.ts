import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

test('the README names every value that the package exports', () => {
  const exported = [...read('src/index.ts').matchAll(/^export \{([^}]*)\}/gm)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim());
  expect(exported.length).toBeGreaterThan(10);
  expect(exported.filter((name) => !new RegExp(`\\b${name}\\b`).test(read('README.md')))).toEqual([]);
});

test.each([
  ['requestId', 'request-id', 'RequestIdOptions'],
  ['traceContext', 'trace-context', 'TraceContextOptions'],
  ['loggers', 'loggers', 'LoggersOptions'],
  ['metrics', 'metrics', 'MetricsOptions'],
  ['serverTiming', 'server-timing', 'ServerTimingOptions'],
])('the README gives every option of %s()', (name, file, type) => {
  const declared = new RegExp(`export interface ${type}[^{]*\\{([^]*?)\\n\\}`).exec(read(`src/${file}.ts`))?.[1] ?? '';
  const names = [...declared.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, option]) => option);
  const section = read('README.md').split(`## \`${name}(`)[1]!.split('\n## ')[0]!;
  const rows = [...section.matchAll(/^\| ((?:`\w+` ?)+)\|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((option) => !rows.includes(option ?? ''))).toEqual([]);
});
