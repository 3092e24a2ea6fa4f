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

/** A file that has been opened. Node's `FileHandle` is one, and so is whatever reads in the same way. */
export interface OpenFile {
  /** Reads up to `length` bytes of the file from `position` on into `buffer` at `offset`; 0 bytes at its end. */
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): PromiseLike<{ readonly bytesRead: number }>;
  /** Closes it; called once. */
  close(): PromiseLike<void>;
}

/** The bytes `start` up to, not including, `end`. Default: all of them. */
export interface FileRange {
  readonly start?: number;
  readonly end?: number;
}

/**
 * A body made of the bytes of a file: of the one at a path, opened when it is first read, or of one that is open
 * already, which is the body's from then on and closed with it. A file that ends before `end` fails the body.
 */
export type FileWrapper = (file: string | OpenFile, range?: FileRange) => Body;

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
