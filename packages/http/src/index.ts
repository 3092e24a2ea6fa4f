/** `@tsgi/http`: the vocabulary of HTTP, as pure functions over strings. */

// Dates
export { formatHttpDate, parseHttpDate } from './http-date.ts';

// Entity tags
export { formatETag, matchesETagList, parseETag, parseETagList, strongMatch, weakMatch } from './etag.ts';
export type { ETag, MatchETags } from './etag.ts';

// Conditional requests
export { evaluatePreconditions, rangeApplies } from './evaluate-preconditions.ts';
export type { ConditionalRequest, Validators, Verdict } from './evaluate-preconditions.ts';

// Byte ranges
export { contentRange, parseRange, unsatisfiedRange } from './byte-range.ts';
export type { ByteRange, ParseRangeOptions } from './byte-range.ts';
export { multipartByteranges } from './multipart-byteranges.ts';
export type { MultipartByteranges, MultipartByterangesOptions } from './multipart-byteranges.ts';

// Content negotiation
export { acceptsCharset } from './accepts-charset.ts';
export { acceptsEncoding } from './accepts-encoding.ts';
export { acceptsLanguage } from './accepts-language.ts';
export { acceptsMediaType } from './accepts-media-type.ts';
export { parseQualityValues } from './quality-values.ts';
export type { QualityValue } from './quality-values.ts';

// Cookies
export { parseCookies } from './parse-cookies.ts';
export type { Cookies } from './parse-cookies.ts';
export { deleteCookie, formatSetCookie } from './set-cookie.ts';
export type { CookieOptions } from './set-cookie.ts';

// Content
export { charsetOf, formatContentType, parseContentType } from './content-type.ts';
export type { ContentType } from './content-type.ts';
export { mediaTypeOf } from './media-type-of.ts';
export { parseUrlencoded } from './parse-urlencoded.ts';
export { formatContentDisposition, parseContentDisposition } from './content-disposition.ts';
export type {
  ContentDisposition,
  FormatContentDispositionOptions,
  ParseContentDispositionOptions,
} from './content-disposition.ts';

// Proxies
export { resolveClient } from './resolve-client.ts';
export type { Client, ForwardedField, ForwardedRequest } from './resolve-client.ts';
export { checkProxies } from './check-proxies.ts';
export type { ProxyOptions, TrustedProxies } from './check-proxies.ts';
export { trustedAddresses } from './trusted-addresses.ts';
export type { TrustedAddresses } from './trusted-addresses.ts';
export { formatForwarded, parseForwarded, parseNode } from './forwarded.ts';
export type { ForwardedElement, ForwardedNode } from './forwarded.ts';

// Caches and links
export { formatCacheControl, parseCacheControl } from './cache-control.ts';
export type { CacheControl } from './cache-control.ts';
export { mergeVary } from './merge-vary.ts';
export { formatLink, parseLink } from './link.ts';
export type { Link } from './link.ts';

// What fields are made of
export { isToken } from './token.ts';
export { quote, tokenOrQuoted, unquote } from './quoted-string.ts';
export { splitList, trimmed } from './split-list.ts';
export { parseParameter } from './parameter.ts';
