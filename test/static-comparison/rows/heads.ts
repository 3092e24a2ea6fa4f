import type { Row } from '../../comparison/row.ts';
import type { Site } from '../site.ts';
import { is, quoted } from './judge.ts';

/** A row about one header of the answer for one path. */
function header(title: string, note: string, target: string, name: string, judge: Row<Site>['judge']): Row<Site> {
  return {
    title,
    note,
    observe: async (site) => {
      const value = (await site.get(target)).headers.get(name);
      return value === undefined ? 'none' : quoted(value);
    },
    judge,
  };
}

export const heads: readonly Row<Site>[] = [
  header(
    'the type of `page.html`',
    'With its charset: without one a browser guesses (RFC 9110 §8.3.2, HTML §13.2.3.2).',
    '/page.html',
    'content-type',
    is(/^`text\/html; ?charset=utf-8`$/i, /^`text\/html/),
  ),
  header(
    'the type of `hello.txt`',
    'The same.',
    '/hello.txt',
    'content-type',
    is(/^`text\/plain; ?charset=utf-8`$/i, /^`text\/plain/),
  ),
  header(
    'the type of `module.mjs`',
    '`text/javascript`; `application/javascript` is obsolete, and runs too (RFC 9239 §6).',
    '/module.mjs',
    'content-type',
    is(/^`text\/javascript(; ?charset=utf-8)?`$/i, /javascript/),
  ),
  {
    title: 'the types of `data.json`, `picture.svg`, `film.mp4`',
    note: '`application/json`, `image/svg+xml`, `video/mp4`.',
    observe: async (site) => {
      const expected = { 'data.json': 'application/json', 'picture.svg': 'image/svg+xml', 'film.mp4': 'video/mp4' };
      const others: string[] = [];
      for (const [name, type] of Object.entries(expected)) {
        const value = (await site.get(`/${name}`)).headers.get('content-type') ?? 'none';
        if (value.split(';', 1)[0] !== type) others.push(quoted(value));
      }
      return others.length === 0 ? 'these' : others.join(', ');
    },
    judge: is(/^these$/, /./),
  },
  header(
    'the type of `unknown.xyzzy`',
    '`application/octet-stream`, or none (RFC 9110 §8.3). An empty one is no media type (§8.3.1).',
    '/unknown.xyzzy',
    'content-type',
    is(/^`application\/octet-stream`$|^none$/, /^`[a-z]+\//),
  ),
  header(
    '`X-Content-Type-Options`',
    '`nosniff`: else a text that was uploaded may be run as a script (Fetch §3.6). Others leave it to helmet and its like.',
    '/hello.txt',
    'x-content-type-options',
    is(/^`nosniff`$/, /./),
  ),
  header(
    '`Cache-Control`',
    'One that has the file asked for again. Without, a cache may take a tenth of its age for its freshness (RFC 9111 §4.2.2).',
    '/hello.txt',
    'cache-control',
    is(/no-cache|max-age=0/, /./),
  ),
  header(
    '`Cache-Control` of `app-5e884898da280471.js`',
    'A year and `immutable`: the name changes with the content (RFC 8246). Others can be told.',
    '/app-5e884898da280471.js',
    'cache-control',
    is(/max-age=31536000.*immutable/, /./),
  ),
];
