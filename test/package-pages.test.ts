/** Every package has a page, which says how it is used, every option with its default, and what goes wrong. */

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { DEFAULT_LIMITS, DEFAULT_TIMEOUTS } from '@tsgi/server';
import { describe, expect, test } from 'vitest';

import { parse } from './architecture/module.ts';
import { exportedOptions, type Option } from './package-pages/exported-options.ts';
import { codeBlock, section, tableRows } from './specification/document.ts';

const root = path.dirname(import.meta.dirname);
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const names = globSync('packages/*/package.json', { cwd: root })
  .map((file) => path.basename(path.dirname(file)))
  .toSorted();

test('there is a page for each package, and no other', () => {
  const pages = globSync('docs/packages/*.md', { cwd: root }).map((file) => path.basename(file, '.md'));
  expect(pages.toSorted()).toEqual(names);
});

test('the table of contents has everything in docs', () => {
  const text = read('docs/README.md');
  const documents = globSync('docs/**/*.md', { cwd: root }).map((file) => path.posix.relative('docs', file));
  expect(documents.length).toBeGreaterThan(40);
  expect(documents.filter((file) => file !== 'README.md' && !text.includes(`](${file})`))).toEqual([]);
});

describe.each(names)('%s', (name) => {
  const page = read(`docs/packages/${name}.md`);
  const readme = read(`packages/${name}/README.md`);
  const title = name === 'tsgi' ? 'tsgi' : `@tsgi/${name}`;

  test('has a README that shows it at work, and leads to the page', () => {
    expect(readme.split('\n')[0]).toBe(`# ${title}`);
    expect(codeBlock(readme)).toContain(`from '${title}`);
    expect(readme).toContain(`](../../docs/packages/${name}.md)`);
    expect(readme.split('\n').length).toBeLessThan(45);
  });

  test('has a page with a synopsis, options, errors and where to read on', () => {
    expect(page.split('\n')[0]).toBe(`# ${title}`);
    expect(codeBlock(section(page, '## Synopsis'))).toContain(`from '${title}`);
    expect(tableRows(section(page, '## Options'))).not.toEqual([]);
    expect(section(page, '## Errors')).toContain(`](../errors.md#${title.replaceAll(/\W/g, '')})`);
    expect(section(page, '## See also')).toMatch(/\]\([^)]+\.md/);
  });

  test('names on its page everything that it exports to be called', () => {
    expect(exportedValues(name).filter((value) => !new RegExp(`\\b${value}\\b`).test(page))).toEqual([]);
  });

  test('has every option on its page, with its default', () => {
    const rows = optionRows(page);
    expect(exportedOptions(name).filter((option) => !isTold(option, rows))).toEqual([]);
  });
});

test.each([
  ['### Limits', DEFAULT_LIMITS],
  ['### Timeouts', DEFAULT_TIMEOUTS],
])('the page of the server gives under %s every name with the number that is used', (heading, defaults) => {
  const rows = tableRows(section(read('docs/packages/server.md'), heading));
  const said = rows.map(([name = '', value = '']) => [name, Number(value.replaceAll('`', ''))]);
  expect(said).toEqual(Object.entries(defaults).map(([name, value]) => [`\`${name}\``, value]));
});

test('an option counts as told where its default is the one that its comment says', () => {
  const rows = optionRows('## Options\n\n| option | default | |\n|---|---|---|\n| `a` `b` | 1 MiB | |\n| `c` | | |');
  expect(isTold({ type: 'T', name: 'a', default: '1048576, a mebibyte' }, rows)).toBe(true);
  expect(isTold({ type: 'T', name: 'b', default: '1000' }, rows)).toBe(false);
  expect(isTold({ type: 'T', name: 'b', default: 'what suits the request' }, rows)).toBe(true);
  expect(isTold({ type: 'T', name: 'c' }, rows)).toBe(true);
  expect(isTold({ type: 'T', name: 'c', default: 'what suits the request' }, rows)).toBe(false);
  expect(isTold({ type: 'T', name: 'd' }, rows)).toBe(false);
});

/** What a package's `index.ts` exports beside types. */
function exportedValues(name: string): string[] {
  const file = `packages/${name}/src/index.ts`;
  return parse(file, read(file)).program.body.flatMap((node) =>
    node.type === 'ExportNamedDeclaration' && node.exportKind === 'value'
      ? node.specifiers.map(({ exported }) => ('name' in exported ? exported.name : exported.value))
      : [],
  );
}

/** What the tables of a page say: the names in a row's first cell, and the default in its second. */
interface OptionRow {
  readonly names: readonly string[];
  readonly default: string;
}

function optionRows(page: string): OptionRow[] {
  return tableRows(section(page, '## Options')).map(([first = '', said = '', note = '']) => ({
    // `limits` of another page are named in the note.
    names: (said.startsWith('[as ') ? first + note : first).match(/(?<=`)[\w.]+(?=`)/g) ?? [],
    default: said,
  }));
}

/** Whether a row has the option, with its default. A link to another package's page, which is held to the same, will do. */
function isTold({ name, default: declared }: Option, rows: readonly OptionRow[]): boolean {
  return rows.some((row) => {
    if (!row.names.includes(name)) return false;
    if (declared === undefined || row.default.startsWith('[as ')) return true;
    const value = literal(declared);
    if (value === undefined) return row.default !== '';
    return literal(row.default) === value || row.default.split(', ').some((part) => literal(part) === value);
  });
}

/** A default that is a value, spelt in one way; `undefined` where it is told in words. */
function literal(said: string): string | undefined {
  const value = /^(?:`[^`]*`|\d+ [KMG]iB|[\w.,]+(?:\(\))?)(?=[,;]|$)/.exec(
    said.replaceAll(/(?<=\d),(?=\d{3})/g, ''),
  )?.[0];
  if (value === undefined) return undefined;
  const plain = value.replaceAll('`', '');
  const [, amount, unit = ''] = /^(\d+) ([KMG])iB$/.exec(plain) ?? [];
  if (amount !== undefined) return String(Number(amount) * 1024 ** ('KMG'.indexOf(unit) + 1));
  return /^\d[\d_ ]*$/.test(plain) ? plain.replaceAll(/[_ ]/g, '') : plain;
}
