/** From a header field's name to its environ key, without making a string of names that are known. */

/** What the codec itself does with a field. */
export const Meaning = {
  plain: 0,
  host: 1,
  contentLength: 2,
  transferEncoding: 3,
  connection: 4,
  expect: 5,
  contentType: 6,
  cookie: 7,
  /** A name with `_`, which would be taken for the one with `-`: it never gets into an environ. */
  ambiguous: 8,
} as const;
export type Meaning = (typeof Meaning)[keyof typeof Meaning];

/** A field name's entry: one for all its spellings. */
export interface FieldName {
  /** The environ key: `HTTP_ACCEPT`. */
  readonly key: string;
  readonly meaning: Meaning;
  /** Whether this entry is never dropped, so that `lastHead` can be relied on. */
  readonly common: boolean;
  /** The number of the last head in which this name stood: how a repeat is seen without a look-up. */
  lastHead: number;
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['host', Meaning.host],
  ['content-length', Meaning.contentLength],
  ['transfer-encoding', Meaning.transferEncoding],
  ['connection', Meaning.connection],
  ['expect', Meaning.expect],
  ['content-type', Meaning.contentType],
  ['cookie', Meaning.cookie],
]);

/** What clients and proxies send; these entries are never dropped. */
const COMMON = `Accept Accept-Charset Accept-Encoding Accept-Language Access-Control-Request-Headers
  Access-Control-Request-Method Authorization Cache-Control Connection Content-Encoding Content-Length Content-Type
  Cookie DNT Date Early-Data Expect Forwarded From Host If-Match If-Modified-Since If-None-Match If-Range
  If-Unmodified-Since Keep-Alive Last-Event-ID Max-Forwards Origin Pragma Priority Proxy-Authorization Range Referer
  Save-Data Sec-CH-UA Sec-CH-UA-Mobile Sec-CH-UA-Platform Sec-Fetch-Dest Sec-Fetch-Mode Sec-Fetch-Site Sec-Fetch-User
  Sec-GPC Sec-Purpose Sec-WebSocket-Extensions Sec-WebSocket-Key Sec-WebSocket-Protocol Sec-WebSocket-Version
  Service-Worker TE Trailer Transfer-Encoding Upgrade Upgrade-Insecure-Requests User-Agent Via X-CSRF-Token
  X-Forwarded-For X-Forwarded-Host X-Forwarded-Port X-Forwarded-Prefix X-Forwarded-Proto X-Real-IP X-Request-ID
  X-Requested-With traceparent tracestate`.split(/\s+/);

/** How many names beyond the common ones are remembered. They are the clients' choice, so the memory is bounded. */
const MOST_OTHERS = 512;
const LONGEST_REMEMBERED = 64;

/** A table of the common names by their hash, large enough for short runs of taken places. */
const TABLE_SIZE = 1024;
const table: (CommonName | undefined)[] = Array.from({ length: TABLE_SIZE }, () => undefined);
const others = new Map<string, FieldName>();

interface CommonName extends FieldName {
  /** The name in lower case, as bytes. */
  readonly lower: Uint8Array;
}

/** Folds one more byte of a field name into its hash, without regard to case. */
export function hashByte(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + (byte | 0x20)) | 0;
}

for (const name of COMMON) {
  const lower = Buffer.from(name.toLowerCase());
  let place = lower.reduce(hashByte, 0) & (TABLE_SIZE - 1);
  while (table[place] !== undefined) place = (place + 1) & (TABLE_SIZE - 1);
  table[place] = { ...makeFieldName(name.toLowerCase(), true), lower };
}

/**
 * The entry of the field name in `bytes` from `start` up to `end`, a token.
 * @param hash What `hashByte` made of its bytes, from 0.
 */
export function fieldName(bytes: Buffer, start: number, end: number, hash: number): FieldName {
  for (let place = hash & (TABLE_SIZE - 1); ; place = (place + 1) & (TABLE_SIZE - 1)) {
    const entry = table[place];
    if (entry === undefined) return otherName(bytes.toString('latin1', start, end).toLowerCase());
    if (sameName(entry.lower, bytes, start, end)) return entry;
  }
}

/** Setting bit 5 lowers letters, and leaves digits and `-` alone; no other byte of a token becomes one of these. */
function sameName(lower: Uint8Array, bytes: Buffer, start: number, end: number): boolean {
  if (lower.length !== end - start) return false;
  for (let i = 0; i < lower.length; i++) if (lower[i] !== ((bytes[start + i] ?? 0) | 0x20)) return false;
  return true;
}

function otherName(lower: string): FieldName {
  let entry = others.get(lower);
  if (entry === undefined) {
    entry = makeFieldName(lower, false);
    if (lower.length <= LONGEST_REMEMBERED) {
      if (others.size === MOST_OTHERS) others.clear();
      others.set(lower, entry);
    }
  }
  return entry;
}

function makeFieldName(lower: string, common: boolean): FieldName {
  return {
    key: `HTTP_${lower.toUpperCase().replaceAll('-', '_')}`,
    meaning: lower.includes('_') ? Meaning.ambiguous : (MEANINGS.get(lower) ?? Meaning.plain),
    common,
    lastHead: 0,
  };
}
