/** The tests of every comparison: the table in a document is what was seen, and the first column is right. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Row } from './row.ts';
import { type Column, render, type Versions } from './table.ts';

const root = path.join(import.meta.dirname, '../..');
const TABLE = /(?<=<!-- comparison -->\n)[^]*(?=\n<!-- \/comparison -->)/;

/** What is compared, and where the table is. */
export interface Comparison<App> {
  /** The document, from the top of the repository. `TSGI_WRITE_DOCS=1` writes the table in it. */
  readonly document: string;
  readonly rows: readonly Row<App>[];
  /** Asks everybody everything; the first is TSGI. */
  readonly observe: (rows: readonly Row<App>[]) => Promise<readonly Column[]>;
  readonly timeoutMs: number;
}

/** Declares the tests. */
export function describeComparison<App>({ document, rows, observe, timeoutMs }: Comparison<App>): void {
  let columns: readonly Column[] = [];

  beforeAll(async () => {
    columns = await observe(rows);
  }, timeoutMs);

  test(`${document} shows what was seen`, () => {
    const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      devDependencies: Versions;
    };
    const table = render(rows, columns, devDependencies);
    const file = path.join(root, document);
    const text = readFileSync(file, 'utf8');
    const shown = process.env['TSGI_WRITE_DOCS'] === '1' ? text.replace(TABLE, () => table) : text;
    if (shown !== text) writeFileSync(file, shown);
    expect(TABLE.exec(shown)?.[0]).toBe(table);
  });

  describe('TSGI', () => {
    test.each(rows.map(({ title, judge }, index) => ({ title, judge, index })))(
      'is right about $title',
      ({ index, judge }) => {
        const seen = columns[0]?.cells[index] ?? '';
        expect({ seen, verdict: judge(seen) }).toEqual({ seen, verdict: 'right' });
      },
    );
  });
}
