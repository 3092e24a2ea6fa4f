/** `@tsgi/http`: the vocabulary of HTTP, as pure functions over strings. */

// Dates
export { formatHttpDate, parseHttpDate } from './http-date.ts';

// Entity tags
export { formatETag, matchesETagList, parseETag, parseETagList, strongMatch, weakMatch } from './etag.ts';
export type { ETag, MatchETags } from './etag.ts';

// Conditional requests
export { evaluatePreconditions, rangeApplies } from './evaluate-preconditions.ts';
export type { ConditionalRequest, Validators, Verdict } from './evaluate-preconditions.ts';

// What fields are made of
export { isToken } from './token.ts';
export { quote, tokenOrQuoted, unquote } from './quoted-string.ts';
export { splitList } from './split-list.ts';
export { parseParameter } from './parameter.ts';
