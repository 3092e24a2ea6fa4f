import { expect, test } from 'vitest';

import { checkOptions, type StaticOptions } from '../src/static-options.ts';

test('has defaults', () => {
  expect(checkOptions({})).toMatchObject({
    index: ['index.html'],
    extensions: [],
    listing: false,
    etag: 'weak',
    precompressed: ['br', 'zstd', 'gzip'],
    dotfiles: ['.well-known'],
    confined: true,
    fileBytes: 1_048_576,
    cache: { entries: 10_000, bytes: 67_108_864, fileBytes: 1_048_576, maxAge: 100 },
  });
});

test('works out what Cache-Control is', () => {
  expect(checkOptions({}).cacheControl('/a')).toBe('no-cache');
  expect(checkOptions({ cacheControl: false }).cacheControl('/a')).toBeUndefined();
  expect(checkOptions({ cacheControl: 'max-age=1' }).cacheControl('/a')).toBe('max-age=1');
  const { cacheControl } = checkOptions({ immutable: /^\/assets\//, cacheControl: (path) => `private, x="${path}"` });
  expect(cacheControl('/assets/a-1b2c.js')).toBe('public, max-age=31536000, immutable');
  expect(cacheControl('/a')).toBe('private, x="/a"');
});

test.each([5, null, '', 'a\nb', Promise.resolve('no-store')])(
  'refuses a Cache-Control of %j from a function',
  (given) => {
    const { cacheControl } = checkOptions({ cacheControl: () => given as string });
    expect(() => cacheControl('/a')).toThrow(TypeError);
    expect(() => cacheControl('/a')).toThrow(
      "staticFiles(): what cacheControl('/a') gives must be a header value, false or undefined, got ",
    );
  },
);

test.each([false, undefined] as const)('has no Cache-Control where a function returns %s', (given) => {
  expect(checkOptions({ cacheControl: () => given }).cacheControl('/a')).toBeUndefined();
});

test('has its defaults for options that are there, and undefined', () => {
  const cache = { maxAge: undefined, entries: 5 } as object;
  expect(checkOptions({ cache, etag: undefined } as object)).toMatchObject({
    etag: 'weak',
    cache: { entries: 5, bytes: 67_108_864, fileBytes: 1_048_576, maxAge: 100 },
  });
});

test('keeps nothing without a cache, and no content for a server in front', () => {
  expect(checkOptions({ cache: false })).toMatchObject({ fileBytes: 0, cache: { maxAge: 0 } });
  const sendfile = { header: 'X-Accel-Redirect', prefix: '/x/' } as const;
  expect(checkOptions({ sendfile })).toMatchObject({ fileBytes: 0, precompressed: [], cache: { maxAge: 100 } });
});

test('takes extensions in any letter case', () => {
  expect(checkOptions({ types: { GLB: 'model/x' } }).types).toEqual({ glb: 'model/x' });
});

test.each<[object, string]>([
  [{ indexes: [] }, 'staticFiles(): indexes is not an option; there are index, extensions, '],
  [{ index: 'index.html' }, 'index must be a list of file names, got "index.html"'],
  [{ index: ['../a'] }, 'index must be a list of file names, got ["../a"]'],
  [{ extensions: ['.html'] }, "extensions must be a list of extensions without their dots, such as ['html'], got"],
  [{ listing: 'yes' }, 'listing must be a boolean, got "yes"'],
  [{ fallback: '/index.html' }, 'fallback must be a file below the root, such as \'index.html\', got "/index.html"'],
  [{ fallback: '../index.html' }, 'fallback must be'],
  [{ etag: true }, "etag must be 'weak', 'strong' or false, got true"],
  [{ cacheControl: 5 }, 'cacheControl must be a header value, false or a function of a path, got 5'],
  [
    { cacheControl: 'a\r\nb: c' },
    'cacheControl must be a header value, false or a function of a path, got "a\\r\\nb: c"',
  ],
  [{ cacheControl: '' }, 'cacheControl must be'],
  [{ immutable: /a/g }, 'immutable must be a regular expression without the flags g and y'],
  [{ immutable: 'a' }, 'immutable must be a regular expression'],
  [
    { precompressed: ['deflate'] },
    "precompressed must be false, or a list of 'br', 'zstd' and 'gzip', got [\"deflate\"]",
  ],
  [{ dotfiles: ['git'] }, "dotfiles must be 'allow', or a list of names with a dot before them"],
  [{ symlinks: true }, "symlinks must be 'confine' or 'follow', got true"],
  [{ types: { '.js': 'text/x' } }, 'types must be an object from extensions without their dots'],
  [{ types: { txt: 5 } }, 'types must be'],
  [{ types: { txt: '' } }, 'types must be'],
  [{ types: { txt: 'text' } }, 'types must be'],
  [{ types: { txt: 'text/plain\r\na: b' } }, 'types must be'],
  [{ types: new Map([['txt', 'text/plain']]) }, 'types must be'],
  [{ headers: [] }, 'headers must be a function, got []'],
  [{ cache: { size: 1 } }, 'cache.size is not an option'],
  [{ cache: null }, 'cache must be an object, or false, got null'],
  [{ cache: true }, 'cache must be an object, or false, got true'],
  [{ cache: { bytes: -1 } }, 'cache.bytes must be a whole number from 0, got -1'],
  [{ sendfile: { header: 'X' } }, 'sendfile.header must be'],
  [{ sendfile: null }, 'sendfile must be an object, got null'],
  [{ sendfile: { header: 'X-Sendfile', root: '/' } }, 'sendfile.root is not an option; there are header, prefix'],
])('refuses %j', (options, message) => {
  expect(() => checkOptions(options as StaticOptions)).toThrow(TypeError);
  expect(() => checkOptions(options as StaticOptions)).toThrow(message);
});
