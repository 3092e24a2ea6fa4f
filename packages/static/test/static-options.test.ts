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
  [{ cacheControl: 5 }, 'cacheControl must be a string, false or a function of a path, got 5'],
  [{ immutable: /a/g }, 'immutable must be a regular expression without the flags g and y'],
  [{ immutable: 'a' }, 'immutable must be a regular expression'],
  [
    { precompressed: ['deflate'] },
    "precompressed must be false, or a list of 'br', 'zstd' and 'gzip', got [\"deflate\"]",
  ],
  [{ dotfiles: ['git'] }, "dotfiles must be 'allow', or a list of names with a dot before them"],
  [{ symlinks: true }, "symlinks must be 'confine' or 'follow', got true"],
  [{ types: { '.js': 'text/x' } }, 'types must be an object from extensions without their dots'],
  [{ headers: [] }, 'headers must be a function, got []'],
  [{ cache: { size: 1 } }, 'cache.size is not an option'],
  [{ cache: { bytes: -1 } }, 'cache.bytes must be a whole number from 0, got -1'],
  [{ sendfile: { header: 'X' } }, 'sendfile.header must be'],
])('refuses %j', (options, message) => {
  expect(() => checkOptions(options as StaticOptions)).toThrow(TypeError);
  expect(() => checkOptions(options as StaticOptions)).toThrow(message);
});
