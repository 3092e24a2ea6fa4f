/** The rules that this package sees broken: the specification's own sentences, and whose they are. */

import type { Side } from '@tsgi/contract';

/** The id of a rule that the validator checks. */
// oxfmt-ignore
export type RuleId =
  | 'E1' | 'E2' | 'E4' | 'E5' | 'E6' | 'E7' | 'E8' | 'E9' | 'E10' | 'E11' | 'E12' | 'E13' | 'E14' | 'E15'
  | 'E16' | 'E17' | 'E18' | 'E19' | 'E22' | 'E23' | 'E24' | 'E25' | 'E26' | 'E27' | 'E28' | 'E29' | 'E30' | 'E31'
  | 'E32' | 'E33' | 'E34' | 'E35'
  | 'A2' | 'A3' | 'A4' | 'A5' | 'A6' | 'A7' | 'A8' | 'A9' | 'A10' | 'A11' | 'A12' | 'A13' | 'A14' | 'A15'
  | 'A20' | 'A21' | 'A22' | 'A23' | 'A24' | 'A26' | 'A27' | 'A28' | 'A29' | 'A30'
  | 'M1' | 'M2' | 'M3' | 'M4' | 'M5'
  | 'S1' | 'S6' | 'S15' | 'S16' | 'S17' | 'S21' | 'S23' | 'S32' | 'S33' | 'S34' | 'S35' | 'S36' | 'S38' | 'S43'
  | 'S44' | 'S45' | 'S46' | 'S47' | 'S49';

/** A rule of `docs/specification.md` that shows at a seam. */
export interface Rule {
  /** Whose rule it is. A middleware that breaks a rule of either side is named as a middleware. */
  readonly side: Side;
  /** Which of the two programs at the seam breaks it: the one that calls the application, or the one that is called. */
  readonly by: 'caller' | 'called';
  /** The rule, as in the specification. */
  readonly sentence: string;
}

const server = (sentence: string): Rule => ({ side: 'server', by: 'caller', sentence });
const application = (sentence: string): Rule => ({ side: 'application', by: 'called', sentence });
/** A middleware's rule that shows where it calls, at its inner side. */
const inwards = (sentence: string): Rule => ({ side: 'middleware', by: 'caller', sentence });
/** A middleware's rule that shows in what it returns, at its outer side. */
const outwards = (sentence: string): Rule => ({ side: 'middleware', by: 'called', sentence });

/** Every rule that the validator checks, under its id. */
export const RULES: Readonly<Record<RuleId, Rule>> = {
  E1: server('The environ is an ordinary object: its prototype is `Object.prototype`, and keys can be added to it.'),
  E2: server('All its keys are own, enumerable, writable data properties with string names.'),
  E4: server('`REQUEST_METHOD` is the method as it was received, a token.'),
  E5: server('`SCRIPT_NAME` is a canonical path, and either empty or starting with `/` and not ending in `/`.'),
  E6: server('`PATH_INFO` is a canonical path, and either empty or starting with `/`.'),
  E7: server('Where `SCRIPT_NAME` and `PATH_INFO` are both empty, the request is `OPTIONS *`.'),
  E8: server(
    '`QUERY_STRING` is what follows the first `?` of the target, as visible ASCII; empty where there is nothing.',
  ),
  E9: server(
    '`SERVER_NAME` is the name or address of the serving host, not empty; an IPv6 address stands without brackets.',
  ),
  E10: server('`SERVER_PORT` is the port in decimal digits, or empty where the transport has none.'),
  E11: server('`SERVER_PROTOCOL` is the version of the request, `HTTP/` with a major and a minor digit.'),
  E12: server("`CONTENT_TYPE`, where present, is the request's `Content-Type` as Latin-1 text, not empty."),
  E13: server("`CONTENT_LENGTH`, where present, is the request's `Content-Length` in decimal digits."),
  E14: server(
    '`REQUEST_URI`, where present, is the request target exactly as received: one character a byte, no spaces, no control characters.',
  ),
  E15: server('`REMOTE_ADDR`, where present, is the address of the peer, not empty and without a port.'),
  E16: server('`REMOTE_PORT`, where present, is the port of the peer in decimal digits.'),
  E17: server('`REMOTE_USER`, where present, is the name of an authenticated user, not empty.'),
  E18: server(
    '`HTTP_*` keys are request header names in upper case with `_` for `-`, and their values are Latin-1 text.',
  ),
  E19: server(
    'The fields `Content-Type` and `Content-Length` never appear as `HTTP_CONTENT_TYPE` and `HTTP_CONTENT_LENGTH`.',
  ),
  E22: server('`tsgi.version` is the frozen array `[1, 0]`.'),
  E23: server("`tsgi.url_scheme` is `'http'` or `'https'`."),
  E24: server(
    '`tsgi.input` is an object with `[Symbol.asyncIterator]()`, `limit()` and `close()`, also where the request has no body.',
  ),
  E25: server('`tsgi.errors` is an object with `write()` and `flush()`.'),
  E26: server(
    '`tsgi.exchange` is an object with `signal`, `state`, `defer()` and `waitUntil()`, the same one in every copy of the environ.',
  ),
  E27: server(
    '`tsgi.multithread` is a boolean: whether another thread of this process may call the application meanwhile.',
  ),
  E28: server('`tsgi.multiprocess` is a boolean: whether other processes may be running the same application.'),
  E29: server('`tsgi.run_once` is a boolean: whether this process is expected to end after this exchange.'),
  E30: server('`tsgi.informational`, where present, is a function, and it is absent for a client of HTTP/1.0.'),
  E31: server('`tsgi.trailers`, where present, is a function, and it is absent for a client of HTTP/1.0.'),
  E32: server('`tsgi.file_wrapper`, where present, is a function.'),
  E33: server('`tsgi.upgrade`, where present, is a function.'),
  E34: server(
    '`owner.name` is the form of every other key: lower-case letters, digits, `_` and `-` in two or more parts with dots between.',
  ),
  E35: server('No key but those named here begins with `tsgi.`.'),
  A2: application(
    'It calls `startResponse` before the value that it returns settles, unless that value comes from `tsgi.upgrade`.',
  ),
  A3: application('It calls `startResponse` a second time only with `error`, and passes the caught error there.'),
  A4: application(
    'An error that `startResponse` threw when it was given that error is let through, so that the body fails with it.',
  ),
  A5: application(
    'The status is three digits from 200 to 599, one space, and a reason phrase, perhaps empty, of visible ASCII and spaces.',
  ),
  A6: application('The headers are an array of pairs of strings.'),
  A7: application('A header name is a token.'),
  A8: application('A header value is Latin-1 text.'),
  A9: application(
    'No header is one of `Connection`, `Keep-Alive`, `Proxy-Authenticate`, `Proxy-Authorization`, `Proxy-Connection`, `TE`, `Trailer`, `Transfer-Encoding` and `Upgrade`.',
  ),
  A10: application('There is at most one `Content-Length`, and it is decimal digits.'),
  A11: application('With status 204 or 205 there is no `Content-Length`.'),
  A12: application(
    'The value that it returns, or that its promise resolves to, is an object with `[Symbol.iterator]` or `[Symbol.asyncIterator]`, and not a `Uint8Array`.',
  ),
  A13: application('Each chunk is a string or a `Uint8Array`.'),
  A14: application('A yielded `Uint8Array` is never written to again by whoever yielded it.'),
  A15: application(
    'Where there is a `Content-Length`, the body has exactly that many bytes, unless none is sent for this method or status.',
  ),
  A20: application(
    'A key that was in the environ when the application was called keeps its value there; changes go into a copy.',
  ),
  A21: application('`tsgi.input` is iterated at most once.'),
  A22: application('A read of `tsgi.input` begins after the one before it has settled.'),
  A23: application('`tsgi.input.limit()` is given a whole number of bytes, 0 or more, or `Infinity`.'),
  A24: application('`tsgi.errors.write()` is given a string.'),
  A26: application(
    '`tsgi.informational` is given a status of three digits from 102 to 199 other than 101, and headers to which A6 to A9 apply, without `Content-Length`.',
  ),
  A27: application(
    "`tsgi.trailers` is called at most once, before the body's first chunk, with a function, and not beside a `Content-Length`.",
  ),
  A28: application(
    'Trailer fields are headers to which A6 to A9 apply, and none that frame, route, authenticate, control or describe the message.',
  ),
  A29: application(
    'An application that called `tsgi.upgrade` returns the body that it got from it, and does not call `startResponse`. A6 to A9 apply to its headers, but for `Upgrade`.',
  ),
  A30: application(
    '`tsgi.file_wrapper` is given a path or an open file, and whole numbers `start` and `end` with 0 ≤ start ≤ end.',
  ),
  M1: inwards('The environ given to the inner application holds the `tsgi.exchange` that the middleware was given.'),
  M2: inwards("An inner body other than an array is not iterated before the middleware's own value has settled."),
  M3: inwards(
    'For each chunk taken from an inner body it yields one at least, if only an empty one, before it takes another.',
  ),
  M4: outwards('A middleware that changes the number of bytes removes or corrects `Content-Length`.'),
  M5: outwards('A middleware that changes the bytes removes the `ETag`, replaces it, or weakens it.'),
  S1: server('The application is called with two arguments, the environ and `startResponse`, which is a function.'),
  S6: server(
    '`startResponse` with `error` replaces a head that is stored, and throws that same error where it is committed or the exchange is aborted.',
  ),
  S15: server('A body that is not an array is iterated at most once.'),
  S16: server('A body with both iterators is iterated synchronously.'),
  S17: server('A chunk is asked for only after the one before it has arrived.'),
  S21: server('For `HEAD` and with status 204, 205 and 304 the body is not iterated.'),
  S23: server('The bytes of a chunk are sent as they are, and not written to.'),
  S32: server(
    'Every body is disposed of exactly once, an array too, also where it was never iterated or the client is gone.',
  ),
  S33: server('Disposing calls `[Symbol.asyncDispose]` where the body has it, else `[Symbol.dispose]`, else nothing.'),
  S34: server(
    "An iteration that is not at its end is ended with the iterator's `return()`, where it has one, before the body is disposed of.",
  ),
  S35: server('A disposed body is not iterated.'),
  S36: server('Deferred functions run after the disposal has finished.'),
  S38: server(
    'A deferred function is given `{ status, bytes, error? }`: numbers of 0 or more, and `error` where and only where the exchange ended early.',
  ),
  S43: server('`tsgi.input` yields `Uint8Array`s, free of transfer codings.'),
  S44: server(
    'A yielded `Uint8Array` of `tsgi.input` belongs to the application, and the server writes to its memory no more.',
  ),
  S45: server('`tsgi.input` ends by itself, after `CONTENT_LENGTH` bytes where that is known, unless it was closed.'),
  S46: server('A read rejects with `ClientDisconnected` or `PayloadTooLarge` only.'),
  S47: server(
    '`limit()` lowers the most bytes that `tsgi.input` yields and never raises it; no byte beyond is yielded.',
  ),
  S49: server('After `close()` a read ends at once.'),
};
