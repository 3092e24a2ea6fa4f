/** `@tsgi/http`: the vocabulary of HTTP, as pure functions over strings. */

// Dates
export { formatHttpDate, parseHttpDate } from './http-date.ts';

// What fields are made of
export { isToken } from './token.ts';
export { quote, tokenOrQuoted, unquote } from './quoted-string.ts';
export { splitList } from './split-list.ts';
export { parseParameter } from './parameter.ts';
