/** The table in docs/router.md is what was seen. `TSGI_WRITE_DOCS=1` writes it. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, test, vi } from 'vitest';

import { type Column, render, type Versions } from './router-comparison/comparison.ts';
import type { Contestant } from './router-comparison/contestant.ts';
import { inExpress } from './router-comparison/express.ts';
import { inFastify } from './router-comparison/fastify.ts';
import { inH3 } from './router-comparison/h3.ts';
import { inHono } from './router-comparison/hono.ts';
import { inKoa } from './router-comparison/koa.ts';
import { rows } from './router-comparison/rows.ts';
import { inTsgi } from './router-comparison/tsgi.ts';

const root = path.dirname(import.meta.dirname);
const document = path.join(root, 'docs/router.md');
const TABLE = /(?<=<!-- comparison -->\n)[^]*(?=\n<!-- \/comparison -->)/;

const writes = process.env['TSGI_WRITE_DOCS'] === '1';

const contestants = [inTsgi, inExpress, inHono, inFastify, inKoa, inH3];
let columns: readonly Column[] = [];

beforeAll(async () => {
  // Frameworks look at it, and the test runner has set it: an ordinary program has it unset.
  vi.stubEnv('NODE_ENV', undefined);
  const seen: Column[] = [];
  // One after the other: they share the process, and its stream that waits for a client.
  for (const contestant of contestants) seen.push(await observe(contestant));
  columns = seen;
}, 20_000);

async function observe(contestant: Contestant): Promise<Column> {
  const app = await contestant.start();
  try {
    const cells: string[] = [];
    for (const row of rows) cells.push(await row.observe(app.port));
    return { contestant, cells };
  } finally {
    await app.close();
  }
}

test('docs/router.md shows what was seen', () => {
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Versions;
  };
  const table = render(rows, columns, devDependencies);
  const text = readFileSync(document, 'utf8');
  const shown = writes ? text.replace(TABLE, () => table) : text;
  if (shown !== text) writeFileSync(document, shown);
  expect(TABLE.exec(shown)?.[0]).toBe(table);
});

describe('TSGI', () => {
  test.each(rows.map((row, index) => ({ ...row, index })))('is right about $title', ({ index, judge }) => {
    const seen = columns[0]?.cells[index] ?? '';
    expect({ seen, verdict: judge(seen) }).toEqual({ seen, verdict: 'right' });
  });
});
