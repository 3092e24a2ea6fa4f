import { describe, expect, test } from 'vitest';

import { getHeader, type HeaderList } from '@tsgi/contract';

import { FileStamp } from '../src/file-stamp.ts';
import { type HeadOptions, makeHeads, withField } from '../src/heads.ts';
import { Representation } from '../src/representation.ts';

const OPTIONS: HeadOptions = { cacheControl: () => 'no-cache', types: {}, headers: undefined, etag: 'weak' };
const TIME = 1_714_979_289_012_345_678n;

function headsOf(original: string, options: Partial<HeadOptions> = {}, mtimeNs: bigint = TIME) {
  const stamp = new FileStamp({ dev: 1n, ino: 2n, size: 255n, mtimeNs, ctimeNs: 5n });
  const representation = new Representation(original, 'identity', stamp);
  return makeHeads({ original, representation, hash: undefined, vary: [] }, { ...OPTIONS, ...options });
}

test('says all there is to say of a file', () => {
  expect(headsOf('docs/a.html').full).toEqual([
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Length', '255'],
    ['Accept-Ranges', 'bytes'],
    ['ETag', `W/"ff-${TIME.toString(16)}"`],
    ['Last-Modified', 'Mon, 06 May 2024 07:08:09 GMT'],
    ['Cache-Control', 'no-cache'],
    ['X-Content-Type-Options', 'nosniff'],
  ]);
});

test('says nothing of the content where none is sent', () => {
  expect(headsOf('a.html').bare.map(([name]) => name)).toEqual([
    'ETag',
    'Last-Modified',
    'Cache-Control',
    'X-Content-Type-Options',
  ]);
});

test('says of what has failed, in place of how long the file may be kept, that nobody may keep it', () => {
  const { bare, failed } = headsOf('a.js', {
    cacheControl: () => 'public, max-age=31536000, immutable',
    headers: () => [
      ['CDN-Cache-Control', 'max-age=60'],
      ['Expires', 'Mon, 06 May 2054 07:08:09 GMT'],
      ['X-A', 'b'],
    ],
  });
  expect(getHeader(bare, 'Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect(failed.map(([name]) => name)).toEqual([
    'ETag',
    'Last-Modified',
    'X-Content-Type-Options',
    'X-A',
    'Cache-Control',
  ]);
  expect(getHeader(failed, 'Cache-Control')).toBe('no-store');
});

test('says of a sibling how it is coded, with a tag of its own and the type of the original', () => {
  const stamp = new FileStamp({ dev: 1n, ino: 2n, size: 255n, mtimeNs: TIME, ctimeNs: 5n });
  const representation = new Representation('a.js.br', 'br', stamp);
  const described = { original: 'a.js', representation, hash: undefined, vary: ['Accept-Encoding'] };
  const { full, etag } = makeHeads(described, OPTIONS);
  expect(getHeader(full, 'Content-Encoding')).toBe('br');
  expect(getHeader(full, 'Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(getHeader(full, 'Vary')).toBe('Accept-Encoding');
  expect(etag).toBe(`W/"ff-${TIME.toString(16)}-br"`);
  const strong = makeHeads({ ...described, hash: 'abc' }, { ...OPTIONS, etag: 'strong' });
  expect(strong.etag).toBe('"abc-br"');
});

test('is frozen all through, so that it can be kept', () => {
  const { full, bare, failed } = headsOf('a', { headers: () => [['X-A', 'b']] });
  for (const list of [full, bare, failed]) {
    expect(Object.isFrozen(list)).toBe(true);
    expect(list.every((header) => Object.isFrozen(header))).toBe(true);
  }
});

test.each([
  ['a.unheard-of', 'application/octet-stream'],
  ['Makefile', 'application/octet-stream'],
  ['a.txt', 'text/plain; charset=utf-8'],
  ['a.PNG', 'image/png'],
  ['a.json', 'application/json'],
  ['a.GLB', 'model/own'],
  ['constructor', 'application/octet-stream'],
  ['glb', 'application/octet-stream'],
  ['v1.glb/file', 'application/octet-stream'],
])('gives %s the type %s', (name, type) => {
  expect(headsOf(name, { types: { glb: 'model/own' } }).contentType).toBe(type);
});

test('has no tag where none is wanted, and no date that HTTP cannot say', () => {
  expect(headsOf('a', { etag: false }).full.map(([name]) => name)).not.toContain('ETag');
  expect(headsOf('a', {}, -1_000_000n)).toMatchObject({ lastModified: undefined });
});

test('was not changed later than now (RFC 9110 §8.8.2.1)', () => {
  const { lastModified } = headsOf('a', {}, 4_000_000_000_000_000_000n);
  expect(lastModified).toBeLessThanOrEqual(Date.now());
});

test('has the Cache-Control of the path, or none', () => {
  const paths: string[] = [];
  const cacheControl = (path: string): string | undefined => {
    paths.push(path);
    return path === '/a/b' ? 'max-age=5' : undefined;
  };
  expect(getHeader(headsOf('a/b', { cacheControl }).bare, 'Cache-Control')).toBe('max-age=5');
  expect(getHeader(headsOf('c', { cacheControl }).bare, 'Cache-Control')).toBeUndefined();
  expect(paths).toEqual(['/a/b', '/c']);
});

const given = (fields: HeaderList, vary: readonly string[] = []) => {
  const stamp = new FileStamp({ dev: 1n, ino: 2n, size: 255n, mtimeNs: TIME, ctimeNs: 5n });
  const representation = new Representation('a', 'identity', stamp);
  return makeHeads({ original: 'a', representation, hash: undefined, vary }, { ...OPTIONS, headers: () => fields });
};

describe('further fields', () => {
  test('stand behind the others, without content too', () => {
    expect(given([['X-A', 'b']]).full.at(-1)).toEqual(['X-A', 'b']);
    expect(given([['X-A', 'b']]).bare.at(-1)).toEqual(['X-A', 'b']);
  });

  test('replace those of their name', () => {
    const { full, bare, contentType } = given([
      ['cache-control', 'no-store'],
      ['content-type', 'text/x'],
    ]);
    expect(getHeader(full, 'Cache-Control')).toBe('no-store');
    expect([getHeader(full, 'Content-Type'), contentType]).toEqual(['text/x', 'text/x']);
    expect(getHeader(bare, 'Content-Type')).toBeUndefined();
  });

  test('add to what an answer varies by', () => {
    expect(getHeader(given([['Vary', 'Origin']]).full, 'Vary')).toBe('Origin');
    expect(getHeader(given([['Vary', 'Origin']], ['Accept-Encoding']).full, 'Vary')).toBe('Origin, Accept-Encoding');
  });

  test.each(['ETag', 'content-length', 'Last-Modified', 'Content-Encoding', 'Accept-Ranges', 'Content-Range'])(
    'may not be %s',
    (name) => {
      expect(() => given([[name, 'x']])).toThrow(`staticFiles(): headers('/a') may not give ${name}`);
    },
  );
});

test.each([{ 'X-A': 'b' }, Promise.resolve([]), 'X-A: b'])(
  'refuses further fields that are no list, such as %j',
  (fields) => {
    expect(() => headsOf('a', { headers: () => fields as unknown as HeaderList })).toThrow(
      "staticFiles(): what headers('/a') gives must be a list of headers, got ",
    );
  },
);

test('replaces a field in a copy', () => {
  const headers: HeaderList = [
    ['A', '1'],
    ['B', '2'],
  ];
  expect(withField(headers, 'A', '3')).toEqual([
    ['A', '3'],
    ['B', '2'],
  ]);
  expect(headers[0]).toEqual(['A', '1']);
});
