/** The page of errors is what the sources say. `TSGI_WRITE_DOCS=1` writes it. */

import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { parse } from './architecture/module.ts';
import { type Thrown, thrownIn } from './errors/thrown.ts';

const root = path.dirname(import.meta.dirname);
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const LIST = /(?<=<!-- errors -->\n)[^]*(?=\n<!-- \/errors -->)/;

/** The errors of each package, each once, sorted. */
function errorsByPackage(): Map<string, Thrown[]> {
  const packages = new Map<string, Thrown[]>();
  for (const file of globSync('packages/*/src/**/*.ts', { cwd: root }).toSorted()) {
    const name = file.split(path.sep)[1]!;
    packages.set(name, [...(packages.get(name) ?? []), ...thrownIn(parse(file, read(file)))]);
  }
  return packages;
}

function rowOf({ kind, message }: Thrown): string {
  const cell = message.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('`', '');
  return `| ${kind} | \`${cell}\` |`;
}

function render(): string {
  return [...errorsByPackage()]
    .map(([name, errors]) => [name, [...new Set(errors.map(rowOf))].toSorted()] as const)
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => `### @tsgi/${name}\n\n${rows.length} messages.\n\n| | |\n|---|---|\n${rows.join('\n')}`)
    .join('\n\n')
    .replace('### @tsgi/tsgi\n', '### tsgi\n');
}

test('docs/errors.md lists every message that a package makes, and no other', () => {
  const text = read('docs/errors.md');
  const list = render();
  const shown = process.env['TSGI_WRITE_DOCS'] === '1' ? text.replace(LIST, () => list) : text;
  if (shown !== text) writeFileSync(path.join(root, 'docs/errors.md'), shown);
  expect(LIST.exec(shown)?.[0]).toBe(list);
  expect(list.split('\n').length).toBeGreaterThan(200);
});

test('docs/errors.md says what to do about each code of the system that a server explains', () => {
  const explained = [...read('packages/serving/src/listen.ts').matchAll(/code === '(E[A-Z]+)'/g)].map(
    ([, code = '']) => code,
  );
  const said = [...read('docs/errors.md').matchAll(/^\| `(E[A-Z]+)` \|/gm)].map(([, code = '']) => code);
  expect(explained.length).toBeGreaterThan(3);
  expect(said.toSorted()).toEqual(explained.toSorted());
});

test('a message of many pieces is read as one, and what is put in is shown by an ellipsis', () => {
  const source =
    "new TypeError(`a(): ${b} must ` + 'be c'); new HttpError(413, 'too much'); new Error(d); breach('A2', 'no head'); " +
    "badRequest('no host'); this.#refuse(414, 'too long'); const a = { status: 503, reason: 'too many' };";
  expect(thrownIn(parse('a.ts', source))).toEqual([
    { kind: 'TypeError', message: 'a(): … must be c' },
    { kind: 'HttpError 413', message: 'too much' },
    { kind: 'ContractError A2', message: 'no head' },
    { kind: '400', message: 'no host' },
    { kind: '414', message: 'too long' },
    { kind: '503', message: 'too many' },
  ]);
});
