/** The heads of a representation, complete before it is asked for. */

import { extname } from 'node:path/posix';

import { getHeader, type Header, type HeaderList } from '@tsgi/contract';
import { formatETag, formatHttpDate, mediaTypeOf, mergeVary } from '@tsgi/http';

import type { Heads, Representation } from './representation.ts';

/** What says how heads are. */
export interface HeadOptions {
  /** What `Cache-Control` is, for the path of a file below the root; `undefined` for none. */
  readonly cacheControl: (path: string) => string | undefined;
  /** Media types by extension, before those that are registered. */
  readonly types: Readonly<Record<string, string>>;
  /** Further fields for a path. */
  readonly headers: ((path: string) => HeaderList) | undefined;
  readonly etag: 'weak' | 'strong' | false;
}

/** What the caller knows of a representation. */
export interface Described {
  /** The name of the original, whose type and path count. */
  readonly original: string;
  readonly representation: Representation;
  /** The hash of its content, where tags are strong. */
  readonly hash: string | undefined;
  /** The request fields on which the choice depends. */
  readonly vary: readonly string[];
}

/** Fields that say what is sent, which nobody else can. */
const OWN = ['content-length', 'content-encoding', 'content-range', 'accept-ranges', 'etag', 'last-modified'];

/** Fields that say for how long an answer may be kept, those for one kind of cache too (RFC 9213). */
const KEEPING = /^(?:(?:.+-)?cache-control|expires|surrogate-control|x-accel-expires)$/i;

/** The last moment of the year 9999: later, there is no HTTP date. */
const LAST_DATE = 253_402_300_799_999;

/** Makes the heads. They are frozen, so that a server may keep what it makes of them. */
export function makeHeads({ original, representation, hash, vary }: Described, options: HeadOptions): Heads {
  const path = `/${original}`;
  const { stamp, coding } = representation;
  const etag = etagOf(representation, hash, options);
  const lastModified = lastModifiedOf(representation);
  const further = checkedFields(options.headers?.(path) ?? [], path);
  const cacheControl = options.cacheControl(path);

  const bare: Header[] = [];
  if (etag !== undefined) bare.push(['ETag', etag]);
  if (lastModified !== undefined) bare.push(['Last-Modified', formatHttpDate(lastModified)]);
  if (cacheControl !== undefined) bare.push(['Cache-Control', cacheControl]);
  if (vary.length > 0) bare.push(['Vary', mergeVary(getHeader(further, 'Vary'), ...vary)]);
  bare.push(['X-Content-Type-Options', 'nosniff']);
  const kept = merged(bare, further);
  const type = getHeader(further, 'Content-Type') ?? typeOf(original, options.types);
  const full: Header[] = [
    ['Content-Type', type],
    ['Content-Length', String(stamp.size)],
    ...(coding === 'identity' ? [] : [['Content-Encoding', coding] as const]),
    ['Accept-Ranges', 'bytes'],
    ...kept,
  ];
  const headers = frozen(full);
  const ranges = stamp.size === 0 ? [] : [{ start: 0, end: stamp.size }];
  return {
    etag,
    lastModified,
    contentType: type,
    full: headers,
    whole: { status: '200 OK', headers, ranges },
    bare: frozen(kept),
    failed: frozen([...kept.filter(([name]) => !KEEPING.test(name)), ['Cache-Control', 'no-store']]),
  };
}

/** A list with a field in place of the one of that name. */
export function withField(headers: HeaderList, name: string, value: string): HeaderList {
  return headers.map((header) => (header[0] === name ? [name, value] : header));
}

function etagOf(
  { stamp, coding }: Representation,
  hash: string | undefined,
  { etag }: HeadOptions,
): string | undefined {
  const suffix = coding === 'identity' ? '' : `-${coding}`;
  if (hash !== undefined) return formatETag(`${hash}${suffix}`);
  if (etag !== 'weak') return undefined;
  return formatETag(`${stamp.size.toString(16)}-${stamp.mtimeNs.toString(16)}${suffix}`, { weak: true });
}

function lastModifiedOf({ stamp: { mtime } }: Representation): number | undefined {
  // RFC 9110 §8.8.2.1: not later than the answer itself.
  const changed = Math.min(mtime, Date.now());
  return changed >= 0 && changed <= LAST_DATE ? changed : undefined;
}

/** The fields of the program take the place of ours; `Content-Type` has its own, and of `Vary` ours has both. */
function merged(ours: readonly Header[], theirs: HeaderList): Header[] {
  const given = new Set(theirs.map(([name]) => name.toLowerCase()));
  const varies = ours.some(([name]) => name === 'Vary');
  return [
    ...ours.filter(([name]) => name === 'Vary' || !given.has(name.toLowerCase())),
    ...theirs.filter(([name]) => {
      const lower = name.toLowerCase();
      return lower !== 'content-type' && !(lower === 'vary' && varies);
    }),
  ];
}

function typeOf(name: string, types: Readonly<Record<string, string>>): string {
  const extension = extname(name).slice(1).toLowerCase();
  return (Object.hasOwn(types, extension) ? types[extension] : mediaTypeOf(name)) ?? 'application/octet-stream';
}

function checkedFields(fields: HeaderList, path: string): HeaderList {
  if (!Array.isArray(fields)) {
    throw new TypeError(
      `staticFiles(): what headers('${path}') gives must be a list of headers, got ${String(fields)}`,
    );
  }
  for (const [name] of fields) {
    if (OWN.includes(name.toLowerCase())) {
      throw new TypeError(`staticFiles(): headers('${path}') may not give ${name}, which is about what is sent`);
    }
  }
  return fields;
}

function frozen(headers: readonly Header[]): HeaderList {
  for (const header of headers) Object.freeze(header);
  return Object.freeze(headers);
}
