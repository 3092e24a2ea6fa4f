/**
 * Paths that are put together at random of what leads out of a folder somewhere. Whatever comes of one, nothing from outside
 * of the root does. `TSGI_FUZZ=1000000` asks for more than the usual number, `TSGI_SEED` for the same ones again.
 */

import { execFileSync } from 'node:child_process';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Application, canonicalPath, disposeBody } from '@tsgi/contract';
import { staticFiles, type StaticOptions } from '@tsgi/static';
import { environ } from '@tsgi/testing';

import { randomNumbers } from '../../../test/random-numbers.ts';
import { behind, type Folder, makeFolder } from './folder.ts';

const ROUNDS = Number(process.env['TSGI_FUZZ'] ?? 5_000);
/** Asked for at the same time, so that one finds what another remembers. */
const AT_ONCE = 16;

type Below = (bound: number) => number;

/** Outside there is something under every name that is inside, so that a way out ends at a file. */
const OUTSIDE = ['', 'around/', 'around/site-private/', 'around/docs/', 'docs/'].flatMap((where) =>
  ['a.txt', 'b.html', 'index.html', 'app.js', 'app.js.gz'].map((name) => where + name),
);
const INSIDE = [
  'a.txt',
  'b.html',
  'two words.txt',
  '100%.txt',
  '%2e%2e/a.txt',
  '...',
  '..a.txt/a.txt',
  'app.js',
  'docs/a.txt',
  'docs/index.html',
  'docs/deep/b.html',
  '.well-known/a.txt',
];

const TARGETS = [
  ...INSIDE,
  ...OUTSIDE.map((name) => `../../${name}`),
  'out/a.txt',
  'up/a.txt',
  'abs/a.txt',
  'docs/root/etc/passwd',
  '../../../../../../etc/passwd',
  'out.txt',
  'in.txt',
];
const SEGMENTS = (
  '.. . ... ..a.txt ~ a.txt b b.html docs deep site site-private around out up abs out.txt in.txt loop app.js app.js.gz ' +
  '.env .git .well-known C: C:a.txt file: etc passwd proc self root cwd fifo %2e%2e %2E. .%2e %252e%252e ..%00 ' +
  '..; %c0%ae%c0%ae %e0%80%ae ．． ..%20 two%20words.txt 100%25.txt CON ::$DATA'
).split(' ');
const SEPARATORS = ['//', '/./', '\\', '%2f', '%2F', '%5c', '%255c', '%252F', '%00', ''];
const ENDS = ['/', '/.', '/..', '%00', '%00.html', '.', '%20', '?a', '#a', ';', '.br', '.gz'];
const CHARACTERS = '/\\.%20fFeEcC5\0 :~;?\x7f\xe9';

let folder: Folder;
let layers: Application[];

beforeAll(async () => {
  folder = await makeFolder(Object.fromEntries(OUTSIDE.map((name) => [name, `outside ${name}`])));
  for (const name of INSIDE) await folder.write(`around/site/${name}`, `inside ${name}`);
  for (const name of ['.env', '.git/config', 'docs/.env']) await folder.write(`around/site/${name}`, 'hidden');
  await folder.link('around/site/out', '..');
  await folder.link('around/site/up', '../..');
  await folder.link('around/site/abs', folder.to('around/docs'));
  await folder.link('around/site/out.txt', '../a.txt');
  await folder.link('around/site/in.txt', 'a.txt');
  await folder.link('around/site/loop', 'loop');
  await folder.link('around/site/docs/root', '/');
  if (process.platform !== 'win32') execFileSync('mkfifo', [folder.to('around/site/fifo')]);
  const variants: StaticOptions[] = [
    {},
    { cache: false, extensions: ['html', 'txt'], listing: true },
    { fallback: 'index.html', etag: 'strong', index: [], listing: true, cache: { entries: 20, maxAge: 60_000 } },
  ];
  layers = variants.map((options) => staticFiles(folder.to('around/site'), options)(behind));
});
afterAll(async () => folder[Symbol.asyncDispose]());

test(
  'never answers with what is outside of the root',
  async () => {
    const { seed, below } = randomNumbers();
    const faults: string[] = [];
    let left = ROUNDS;
    let files = 0;
    const work = async (): Promise<void> => {
      while (left > 0 && faults.length < 5) {
        left--;
        const raw = randomPath(below);
        // What a server makes of it, or what one that is not careful would.
        const path = below(3) === 0 ? raw : canonicalPath(raw);
        if (path === undefined) continue;
        const said = await answer(layers[below(layers.length)]!, path);
        if (said.body.includes('inside ')) files++;
        const wrong = fault(said);
        if (wrong !== undefined) faults.push(`${JSON.stringify(path)}: ${wrong}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect({ seed, faults }).toEqual({ seed, faults: [] });
    // Else it asks for nothing.
    expect(files).toBeGreaterThan(ROUNDS / 100);
  },
  20_000 + ROUNDS * 2,
);

interface Said {
  readonly status: string;
  readonly location: string | undefined;
  readonly body: string;
}

async function answer(app: Application, path: string): Promise<Said> {
  let status = '';
  let location: string | undefined;
  const headers = { HTTP_ACCEPT_ENCODING: 'gzip', HTTP_ACCEPT: 'text/html', HTTP_SEC_FETCH_MODE: 'navigate' };
  const content = await app(environ({ PATH_INFO: path, ...headers }), (said, list) => {
    status = said;
    location = list.find(([name]) => name === 'Location')?.[1];
  });
  const pieces: string[] = [];
  try {
    for await (const chunk of content) {
      pieces.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    }
  } finally {
    await disposeBody(content);
  }
  return { status, location, body: pieces.join('') };
}

/** What is wrong with an answer, if anything is. */
function fault({ status, location, body }: Said): string | undefined {
  if (/outside|hidden|root:|site-private|around/.test(body) && !body.startsWith('behind: ')) {
    return `${status}, ${body.slice(0, 100)}`;
  }
  if (location !== undefined && new URL(location, 'http://site.example/').host !== 'site.example') {
    return `leads to ${location}`;
  }
  return /^(200|301|307|308|404|406) /.test(status) ? undefined : status;
}

/** The path of something that is there, with something of what leads elsewhere in between. */
function randomPath(below: Below): string {
  const segments = pick(TARGETS, below).split('/');
  for (let more = below(4); more > 0; more--)
    segments.splice(below(segments.length + 1), below(2), pick(SEGMENTS, below));
  let path = below(20) === 0 ? '' : '/';
  for (const [index, segment] of segments.entries()) {
    if (index > 0) path += below(3) === 0 ? pick(SEPARATORS, below) : '/';
    path += escaped(segment, below);
  }
  if (below(2) === 0) path += pick(ENDS, below);
  if (below(4) > 0) return path;
  const at = below(path.length + 1);
  return path.slice(0, at) + CHARACTERS[below(CHARACTERS.length)]! + path.slice(at + below(2));
}

/** A segment with some of its characters escaped, once or twice. */
function escaped(segment: string, below: Below): string {
  const often = [0, 0, 0, 2, 9][below(5)]!;
  return segment
    .split('')
    .map((character) => {
      if (below(10) >= often || character > '\xff') return character;
      const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
      return `%${below(4) === 0 ? '25' : ''}${below(2) === 0 ? hex : hex.toUpperCase()}`;
    })
    .join('');
}

function pick<Value>(values: readonly Value[], below: Below): Value {
  return values[below(values.length)]!;
}
