/** What a server may be able to do beyond a response: environ keys that are present only where it works. */

import type { Body, HeaderList, Status } from './application.ts';

/**
 * Sends an interim response, such as `103 Early Hints` (RFC 8297). Ignored once the final head has been sent.
 * @throws {ContractError} for a status outside 102–199: 100 is the server's, 101 is `tsgi.upgrade`'s (rule A26).
 */
export type SendInformational = (status: Status, headers: HeaderList) => void;

/**
 * Has `fields` called when the body has ended, and sends what it returns as trailer fields (RFC 9110 §6.5).
 * To be called before the head is sent.
 */
export type SendTrailers = (fields: () => HeaderList) => void;

/** A body made of the bytes `start` up to, not including, `end` of the file at `path`. */
export type FileWrapper = (path: string, range?: { readonly start?: number; readonly end?: number }) => Body;

/** The two directions of a connection that has left HTTP. */
export interface UpgradedConnection {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}

/**
 * Answers `101 Switching Protocols` with `headers` and calls `handler` with the connection (RFC 9110 §7.8).
 * The application then returns what `upgrade` returned.
 */
export type Upgrade = (
  headers: HeaderList,
  handler: (connection: UpgradedConnection) => void | PromiseLike<void>,
) => Body;
