import { type HeaderList, refuseUnknownOptions } from '@tsgi/contract';

import type { FilePathOptions } from './file-path.ts';
import type { CacheSettings } from './finder.ts';
import type { LocateOptions } from './locate.ts';
import { CODINGS, type Coding } from './precompressed.ts';
import type { PrepareOptions } from './prepare.ts';
import { checkSendfile, type Sendfile } from './sendfile.ts';

/** Options of `staticFiles`. */
export interface StaticOptions {
  /** Names of pages that stand for their directory; the first that is there. Default: `['index.html']`. */
  readonly index?: readonly string[];
  /** Extensions that a path may go without, such as `['html']`, so that `/about` is `about.html`. Default: none. */
  readonly extensions?: readonly string[];
  /** Whether a directory without an index page is answered with a list of what is in it. Default: false. */
  readonly listing?: boolean;
  /** The page of an app that routes in the browser, for navigations to what is no file: `'index.html'`. Default: none. */
  readonly fallback?: string;
  /** The entity tag: of size and time, of the content (SHA-256), or none. Default: `'weak'`. */
  readonly etag?: 'weak' | 'strong' | false;
  /** `Cache-Control`: a value, none, or a function of a file's path that returns one of these. Default: `'no-cache'`. */
  readonly cacheControl?: string | false | ((path: string) => string | false | undefined);
  /** Paths of files that never change, since their names hold a hash: they are cached for a year. Default: none. */
  readonly immutable?: RegExp;
  /** The content codings for which there may be siblings. Default: `['br', 'zstd', 'gzip']`. */
  readonly precompressed?: readonly Coding[] | false;
  /** Names with a dot that a path may begin with, or `'allow'` for all, anywhere. Default: `['.well-known']`. */
  readonly dotfiles?: readonly string[] | 'allow';
  /** Whether symbolic links may lead out of the root. Default: `'confine'`. */
  readonly symlinks?: 'confine' | 'follow';
  /** Media types by extension, before the registered ones: `{ glb: 'model/gltf-binary' }`. Default: none. */
  readonly types?: Readonly<Record<string, string>>;
  /** Further header fields for the path of a file; one of a name that is there replaces it. Default: none. */
  readonly headers?: (path: string) => HeaderList;
  /** What is kept in memory, or nothing. Default: 10,000 files, 64 MiB, files up to 1 MiB, for 100 ms. */
  readonly cache?: Partial<CacheSettings> | false;
  /** Has a server in front send the files. Default: they are sent from here. */
  readonly sendfile?: Sendfile;
}

/** The options, checked. */
export interface StaticSettings extends LocateOptions, PrepareOptions, FilePathOptions {
  readonly fallback: string | undefined;
  readonly confined: boolean;
  readonly cache: CacheSettings;
  readonly sendfile: Sendfile | undefined;
}

const CACHE: CacheSettings = { entries: 10_000, bytes: 67_108_864, fileBytes: 1_048_576, maxAge: 100 };
const NO_CACHE: CacheSettings = { entries: 0, bytes: 0, fileBytes: 0, maxAge: 0 };
const YEAR = 'public, max-age=31536000, immutable';

const NAMES: readonly string[] = (
  'index extensions listing fallback etag cacheControl immutable precompressed dotfiles symlinks types headers ' +
  'cache sendfile'
).split(' ');

/** Checks the options. @throws {TypeError} that says which of them is wrong. */
export function checkOptions(options: StaticOptions): StaticSettings {
  if (typeof options !== 'object' || options === null) throw wrong('options', 'an object', options);
  refuseUnknownOptions('staticFiles', options, NAMES);
  const { index = ['index.html'], extensions = [], listing = false, fallback, etag = 'weak' } = options;
  const { precompressed = CODINGS, dotfiles = ['.well-known'], symlinks = 'confine', types = {}, headers } = options;
  if (!isList(index, isFileName)) throw wrong('index', 'a list of file names', index);
  if (!isList(extensions, isFileName) || extensions.some((each) => each.startsWith('.'))) {
    throw wrong('extensions', "a list of extensions without their dots, such as ['html']", extensions);
  }
  if (typeof listing !== 'boolean') throw wrong('listing', 'a boolean', listing);
  if (fallback !== undefined && !(typeof fallback === 'string' && fallback.split('/').every(isFileName))) {
    throw wrong('fallback', "a file below the root, such as 'index.html'", fallback);
  }
  if (!['weak', 'strong', false].includes(etag)) throw wrong('etag', "'weak', 'strong' or false", etag);
  if (precompressed !== false && !isList(precompressed, (each) => CODINGS.includes(each as Coding))) {
    throw wrong('precompressed', "false, or a list of 'br', 'zstd' and 'gzip'", precompressed);
  }
  if (dotfiles !== 'allow' && !isList(dotfiles, (each) => isFileName(each) && each.startsWith('.'))) {
    throw wrong('dotfiles', "'allow', or a list of names with a dot before them", dotfiles);
  }
  if (symlinks !== 'confine' && symlinks !== 'follow') throw wrong('symlinks', "'confine' or 'follow'", symlinks);
  if (!isTypes(types)) throw wrong('types', 'an object from extensions without their dots to media types', types);
  if (headers !== undefined && typeof headers !== 'function') throw wrong('headers', 'a function', headers);
  const sendfile = options.sendfile === undefined ? undefined : checkSendfile(options.sendfile);
  const cache = options.cache === false ? NO_CACHE : checkCache(options.cache);
  return {
    index,
    extensions,
    listing,
    fallback,
    etag,
    dotfiles,
    headers,
    cache,
    sendfile,
    precompressed: precompressed === false || sendfile !== undefined ? [] : precompressed,
    types: Object.fromEntries(Object.entries(types).map(([extension, type]) => [extension.toLowerCase(), type])),
    confined: symlinks === 'confine',
    cacheControl: checkCacheControl(options),
    fileBytes: sendfile === undefined ? cache.fileBytes : 0,
    windows: process.platform === 'win32',
  };
}

function checkCacheControl({
  cacheControl = 'no-cache',
  immutable,
}: StaticOptions): (path: string) => string | undefined {
  if (!isFieldValue(cacheControl) && cacheControl !== false && typeof cacheControl !== 'function') {
    throw wrong('cacheControl', 'a header value, false or a function of a path', cacheControl);
  }
  if (immutable !== undefined && (!(immutable instanceof RegExp) || immutable.global || immutable.sticky)) {
    throw wrong('immutable', 'a regular expression without the flags g and y, which make it remember', immutable);
  }
  return (path) => {
    if (immutable?.test(path) === true) return YEAR;
    const value = typeof cacheControl === 'function' ? cacheControl(path) : cacheControl;
    if (value === false || value === undefined) return undefined;
    if (isFieldValue(value)) return value;
    throw wrong(`what cacheControl('${path}') gives`, 'a header value, false or undefined', value);
  };
}

function checkCache(given: Partial<CacheSettings> = {}): CacheSettings {
  if (typeof given !== 'object' || given === null) throw wrong('cache', 'an object, or false', given);
  refuseUnknownOptions('staticFiles', given, Object.keys(CACHE), 'cache.');
  const { entries = CACHE.entries, bytes = CACHE.bytes, fileBytes = CACHE.fileBytes, maxAge = CACHE.maxAge } = given;
  const cache = { entries, bytes, fileBytes, maxAge };
  for (const [name, value] of Object.entries(cache)) {
    if (!Number.isSafeInteger(value) || value < 0) throw wrong(`cache.${name}`, 'a whole number from 0', value);
  }
  return cache;
}

/** Media types are ASCII, as the parts of a multipart say them too. */
function isTypes(types: unknown): boolean {
  if (typeof types !== 'object' || types === null || types instanceof Map) return false;
  return Object.entries(types).every(
    ([extension, type]) => !extension.startsWith('.') && isFieldValue(type) && /^[!-~]+\/[ -~]+$/.test(type),
  );
}

/** Whether a header can have a value as it is (RFC 9110 §5.5). */
function isFieldValue(value: unknown): value is string {
  return typeof value === 'string' && /^[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?$/.test(value);
}

function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);
}

function isList(value: unknown, isMember: (each: string) => boolean): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && isMember(each));
}

function wrong(name: string, expected: string, got: unknown): TypeError {
  const shown = typeof got === 'string' || Array.isArray(got) ? JSON.stringify(got) : String(got);
  return new TypeError(`staticFiles(): ${name} must be ${expected}, got ${shown}`);
}
