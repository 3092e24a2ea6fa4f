import type { Row } from '../../comparison/row.ts';
import type { Site } from '../site.ts';
import { is, quoted, statusOf } from './judge.ts';

/** Each a name of a folder that is there, and of a host that is not ours. */
const AWAY = [
  '//evil.example',
  '///evil.example',
  '/%2Fevil.example',
  '/%5Cevil.example',
  '/\\evil.example',
  '//evil.example/%2e%2e',
  '/docs/..//evil.example',
];

async function redirected(site: Site, target: string): Promise<string> {
  const { status, headers } = await site.get(target);
  const to = headers.get('location');
  if (to === undefined) return String(status);
  const { pathname, search, host } = new URL(to, `http://site.example${target}`);
  return `${status}, ${quoted(host === 'site.example' ? pathname + search : to)}`;
}

export const directories: readonly Row<Site>[] = [
  {
    title: '`/` and `/docs/`',
    note: 'Their `index.html`.',
    observe: async (site) => {
      const answers = [await site.get('/'), await site.get('/docs/')];
      return answers.map((answer) => (answer.status === 200 ? quoted(answer.content) : statusOf(answer))).join(', ');
    },
    judge: is(/^`the index of all`, `the index of docs`$/),
  },
  {
    title: '`/docs`',
    note: 'A redirect to `/docs/`: relative links of the page are about that (RFC 3986 §5.2.3).',
    observe: (site) => redirected(site, '/docs'),
    judge: is(/^30[178], `\/docs\/`$/, /^(200|302|404)/),
  },
  {
    title: '`/docs?next=1`',
    note: 'The same, and the query stays.',
    observe: (site) => redirected(site, '/docs?next=1'),
    judge: is(/^30[178], `\/docs\/\?next=1`$/, /^(200|302|404)|`\/docs\/`/),
  },
  {
    title: '`//evil.example` where a folder has that name, and six more of its kind',
    note: 'No redirect that leads to `evil.example` (CWE-601).',
    observe: async (site) => {
      const seen = new Set<string>();
      for (const target of AWAY) {
        const { status, headers } = await site.get(target);
        const to = headers.get('location');
        const away = to !== undefined && new URL(to, 'http://site.example/').host !== 'site.example';
        seen.add(away ? `${status}, away` : String(status));
      }
      return [...seen].toSorted().join('; ');
    },
    judge: (seen) => (/away|\b0\b|\b5\d\d/.test(seen) ? 'wrong' : 'right'),
  },
  {
    title: '`/bare/`, which has no index',
    note: 'No list of what is in it, until one is asked for (CWE-548).',
    observe: async (site) => {
      const answer = await site.get('/bare/');
      return answer.content.includes('unlisted') ? 'a list' : statusOf(answer);
    },
    judge: is(/^40[34]$/),
  },
  {
    title: '`/hello.txt/`',
    note: 'There is no such folder.',
    observe: async (site) => statusOf(await site.get('/hello.txt/')),
    judge: is(/^404$/, /^[234]/),
  },
  {
    title: '`/hello.txt/deeper`',
    note: 'The same; 5xx says that the fault is the server’s (RFC 9110 §15.6).',
    observe: async (site) => statusOf(await site.get('/hello.txt/deeper')),
    judge: is(/^404$/, /^[234]/),
  },
  {
    title: '`/docs%2Fhello.txt`',
    note: 'One segment, in which `%2F` is no separator (RFC 3986 §2.2): whoever guards `/docs/` has not seen it pass.',
    observe: async (site) => statusOf(await site.get('/docs%2Fhello.txt')),
    judge: is(/^40[034]$/, /^[23]/),
  },
];
