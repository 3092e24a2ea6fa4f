/** `@tsgi/serving`: what every TSGI server has in common. */

// An exchange, from its call to its end
export { Responder } from './responder.ts';
export { ExchangeLife } from './exchange-life.ts';
export type { Background } from './exchange-life.ts';
export type { AnswerLink, Departure, Flow, FlushWaiter } from './answer-link.ts';
export type { AnswerHead, FieldLines } from './answer-head.ts';
export { askedProtocols } from './capabilities.ts';
export { Tunnel } from './tunnel.ts';
export type { TunnelLink, TunnelOutput, TunnelSource } from './tunnel.ts';
export { emptyInput, RequestInput } from './request-input.ts';
export type { InputSource } from './request-input.ts';
export { fileWrapper } from './file-wrapper.ts';
export type { OpenPath } from './file-wrapper.ts';

// Heads, in and out
export { checkHead, checkInterim, checkTrailers } from './check-head.ts';
export type { CheckedHead } from './check-head.ts';
export { FORBIDDEN_TRAILERS } from './trailer-names.ts';
export { HOP_BY_HOP } from './hop-by-hop.ts';
export { blankEnviron } from './blank-environ.ts';
export type { Peer, Site } from './blank-environ.ts';
export { fieldKey, putField } from './put-field.ts';
export { isHost } from './is-host.ts';
export { withoutBlanks } from './without-blanks.ts';
export { readTarget } from './request-target.ts';
export { badRequest, unknownExpectation } from './refusal.ts';
export type { Refusal } from './refusal.ts';
export { plainAnswer } from './plain-answer.ts';
export type { PlainAnswer } from './plain-answer.ts';
export { encodeFields, encodeInterim, encodeUpgrade, lastAnswer } from './head-text.ts';

// A server, from its options to its end
export { checkServeOptions } from './serve-options.ts';
export type { ServeOptions } from './serve-options.ts';
export type { Unable } from './unable.ts';
export { DEFAULT_LIMITS, DEFAULT_TIMEOUTS, resolveLimits, resolveTimeouts } from './limits.ts';
export type { Limits, Timeouts } from './limits.ts';
export { DEFAULT_HOST, DEFAULT_PORT, listen } from './listen.ts';
export type { Listener, SocketFiles } from './listen.ts';
export { whereabouts } from './whereabouts.ts';
export type { Whereabouts } from './whereabouts.ts';
export { Gateway } from './gateway.ts';
export type { Closing } from './gateway.ts';
export { checkCloseOptions } from './close-options.ts';
export type { CloseOptions } from './close-options.ts';
export type { Server } from './server.ts';

// Words for logs and errors
export { reporter, requestLine } from './report.ts';
export { kindOf } from './kind-of.ts';
