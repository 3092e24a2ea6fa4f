/** The table in docs/static.md is what was seen. `TSGI_WRITE_DOCS=1` writes it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describeComparison } from './comparison/describe-comparison.ts';
import type { Row } from './comparison/row.ts';
import type { Column } from './comparison/table.ts';
import { makeFolder } from './static-comparison/folder.ts';
import { type Peer, peers } from './static-comparison/peers.ts';
import { rows } from './static-comparison/rows.ts';
import { Site } from './static-comparison/site.ts';

describeComparison({
  document: 'docs/static.md',
  rows,
  timeoutMs: 120_000,
  async observe() {
    const folder = await mkdtemp(path.join(tmpdir(), 'tsgi-static-'));
    try {
      return await Promise.all(peers.map((peer) => column(peer, path.join(folder, peer.name))));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

async function column(peer: Peer, folder: string): Promise<Column> {
  const site = new Site(peer, makeFolder(folder));
  await site.start();
  try {
    const cells: string[] = [];
    for (const row of rows) cells.push(await cell(row, site));
    return { contestant: peer, cells };
  } finally {
    await site.stop();
  }
}

/** What was seen, and whether the server is still there for the next one. */
async function cell(row: Row<Site>, site: Site): Promise<string> {
  const seen = await row.observe(site);
  const { status, end } = await site.get('/hello.txt');
  if (status === 200 && end === 'whole') return seen;
  const said = (await site.endsSoon()) ? 'ends the process' : `${seen}, and then nothing`;
  await site.stop();
  await site.start();
  return said;
}
