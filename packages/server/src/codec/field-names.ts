/** From a header field's name, as it was sent, to its environ key, without building a string for names that are known. */

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

/** How many spellings beyond the common ones are remembered. They are the clients' choice, so the memory is bounded. */
const MOST_OTHERS = 512;
const LONGEST_REMEMBERED = 64;

const common = new Map<string, FieldName>();
const others = new Map<string, FieldName>();
for (const name of COMMON) {
  const lower = name.toLowerCase();
  const entry = makeFieldName(lower, true);
  common.set(name, entry);
  common.set(lower, entry);
}

/** The entry of a field name in the spelling in which it was sent. It is a token. */
export function fieldName(spelling: string): FieldName {
  return common.get(spelling) ?? others.get(spelling) ?? remember(spelling);
}

function remember(spelling: string): FieldName {
  const lower = spelling.toLowerCase();
  const entry = common.get(lower) ?? makeFieldName(lower, false);
  if (spelling.length <= LONGEST_REMEMBERED) {
    if (others.size === MOST_OTHERS) others.clear();
    // `spelling` may be a slice that keeps a whole request head alive: the key is a string of its own.
    others.set(Buffer.from(spelling, 'latin1').toString('latin1'), entry);
  }
  return entry;
}

function makeFieldName(lower: string, isCommon: boolean): FieldName {
  return {
    key: `HTTP_${lower.toUpperCase().replaceAll('-', '_')}`,
    meaning: lower.includes('_') ? Meaning.ambiguous : (MEANINGS.get(lower) ?? Meaning.plain),
    common: isCommon,
    lastHead: 0,
  };
}
