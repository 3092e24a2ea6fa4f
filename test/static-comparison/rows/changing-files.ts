import { appendFileSync, existsSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Row } from '../../comparison/row.ts';
import { type Download, download } from '../download.ts';
import { BIG, write } from '../folder.ts';
import type { Site } from '../site.ts';
import { is, quoted, statusOf } from './judge.ts';

/** A server may know for a moment what was so before. */
const PATIENCE_MS = 1_500;

/** What became of a download of zeros: other bytes are another file's, or the next answer's. */
function fate({ length, received, runs, next, closed }: Download): string {
  if (runs !== '0') return runs.startsWith('0x') ? 'mixed with the other' : 'mixed with the next answer';
  if (length === undefined) return closed ? 'cut' : 'never ends';
  if (received < length) return closed ? 'cut' : 'never ends';
  return next.startsWith('HTTP/1.1 200') || next === '' ? 'whole' : 'mixed with the next answer';
}

/** Asks until the answer is as it should be, or for a while. */
async function inTime(ask: () => Promise<string>, expected: RegExp): Promise<string> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await ask();
    if (expected.test(seen) || performance.now() > end) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function contentOf(site: Site, target: string): Promise<string> {
  const answer = await site.get(target);
  const length = answer.headers.get('content-length');
  if (length !== undefined && answer.content.length > Number(length)) return `${answer.status}, longer than it says`;
  return answer.status === 200 ? `${statusOf(answer)}, ${quoted(answer.content)}` : statusOf(answer);
}

export const changingFiles: readonly Row<Site>[] = [
  {
    title: 'a file that shrinks while it is sent',
    note: 'The connection is cut, so that nobody takes a part for the whole, or the next answer for the rest (RFC 9112 §8, §6.3). h3’s documentation reads files whole.',
    observe: async (site) => {
      const file = path.join(site.root, 'shrinking.bin');
      return fate(await download(site.port, '/shrinking.bin', () => truncateSync(file, 1000)));
    },
    judge: is(/^(cut|whole)$/),
  },
  {
    title: 'a file that grows while it is sent',
    note: 'As much as was promised, and then the next answer (RFC 9112 §6.3).',
    observe: async (site) => {
      const file = path.join(site.root, 'growing.bin');
      return fate(await download(site.port, '/growing.bin', () => appendFileSync(file, 'x'.repeat(1_000_000))));
    },
    judge: is(/^(cut|whole)$/),
  },
  {
    title: 'a file in whose place another comes while it is sent',
    note: 'The old one to its end, or cut (RFC 9110 §8.8: one representation has one validator).',
    observe: async (site) => {
      const file = path.join(site.root, 'moving.bin');
      const other = path.join(site.root, 'other.bin');
      writeFileSync(other, Buffer.alloc(BIG, 'x'));
      return fate(await download(site.port, '/moving.bin', () => renameSync(other, file)));
    },
    judge: is(/^(cut|whole)$/),
  },
  {
    title: 'a file that was replaced, the next time',
    note: 'The new one, with its own length and validators. sirv has read them when it began (`dev: true` reads them each time).',
    observe: async (site) => {
      await site.get('/replaced.txt');
      const file = path.join(site.root, 'replaced.txt');
      write(`${file}.new`, 'new and longer', 60);
      renameSync(`${file}.new`, file);
      return inTime(() => contentOf(site, '/replaced.txt'), /new and longer/);
    },
    judge: is(/^200, `new and longer`$/),
  },
  {
    title: 'a file that comes later',
    note: 'It is there, soon. sirv has a list from when it began.',
    observe: async (site) => {
      await site.get('/later.txt');
      const file = path.join(site.root, 'later.txt');
      if (!existsSync(file)) write(file, 'here');
      return inTime(() => contentOf(site, '/later.txt'), /here/);
    },
    judge: is(/^200, `here`$/, /^404$/),
  },
  {
    title: 'a file that was removed',
    note: '404, soon.',
    observe: async (site) => {
      await site.get('/rewritten.txt');
      rmSync(path.join(site.root, 'rewritten.txt'));
      return inTime(() => contentOf(site, '/rewritten.txt'), /^404$/);
    },
    judge: is(/^404$/),
  },
];
