/** `@tsgi/contract`: what every TSGI program agrees on. */

// The calling convention
export type { Application, Body, Chunk, Header, HeaderList, Middleware, StartResponse, Status } from './application.ts';

// The environ, and what its values can do
export type { Environ, ErrorStream } from './environ.ts';
export type { Deferred, Exchange, Outcome } from './exchange.ts';
export type { Input } from './input.ts';
export type {
  FileRange,
  FileWrapper,
  OpenFile,
  SendInformational,
  SendTrailers,
  Upgrade,
  UpgradedConnection,
} from './capabilities.ts';

// Stacks and environs
export { compose } from './compose.ts';
export { layersOf } from './layers-of.ts';
export type { Layer } from './layers-of.ts';
export { derive } from './derive.ts';
export { isPromiseLike } from './is-promise-like.ts';
export { refuseUnknownOptions } from './refuse-unknown-options.ts';
export { requestUrl } from './request-url.ts';
export { canonicalPath } from './canonical-path.ts';

// Bodies
export { disposeBody } from './dispose-body.ts';
export { FileBody, fileBody } from './file-body.ts';
export { mapChunks } from './map-chunks.ts';
export { readBody } from './read-body.ts';
export type { ReadBodyOptions } from './read-body.ts';
export { streamBody } from './stream-body.ts';

// Heads
export { appendHeader, getHeader, hasHeader, removeHeader, setHeader } from './header-list.ts';
export { status } from './status.ts';

// Errors
export { formatReport } from './format-report.ts';
export { ClientDisconnected } from './client-disconnected.ts';
export { ContractError } from './contract-error.ts';
export type { Side } from './contract-error.ts';
export { HttpError } from './http-error.ts';
export type { HttpErrorOptions } from './http-error.ts';
export { PayloadTooLarge } from './payload-too-large.ts';
