/** The table in docs/router.md is what was seen. `TSGI_WRITE_DOCS=1` writes it. */

import { vi } from 'vitest';

import { describeComparison } from './comparison/describe-comparison.ts';
import type { Column } from './comparison/table.ts';
import type { Framework } from './router-comparison/framework.ts';
import { inExpress } from './router-comparison/express.ts';
import { inFastify } from './router-comparison/fastify.ts';
import { inH3 } from './router-comparison/h3.ts';
import { inHono } from './router-comparison/hono.ts';
import { inKoa } from './router-comparison/koa.ts';
import { rows } from './router-comparison/rows.ts';
import { inTsgi } from './router-comparison/tsgi.ts';

describeComparison({
  document: 'docs/router.md',
  rows,
  timeoutMs: 20_000,
  async observe() {
    // Frameworks look at it, and the test runner has set it: an ordinary program has it unset.
    vi.stubEnv('NODE_ENV', undefined);
    const seen: Column[] = [];
    // One after the other: they share the process, and its stream that waits for a client.
    for (const framework of [inTsgi, inExpress, inHono, inFastify, inKoa, inH3]) seen.push(await column(framework));
    return seen;
  },
});

async function column(framework: Framework): Promise<Column> {
  const app = await framework.start();
  try {
    const cells: string[] = [];
    for (const row of rows) cells.push(await row.observe(app.port));
    return { contestant: framework, cells };
  } finally {
    await app.close();
  }
}
