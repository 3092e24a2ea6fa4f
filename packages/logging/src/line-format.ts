import type { AccessRecord } from './access-record.ts';

/** What has to be watched while an exchange lasts, and costs a little: only what the format needs is. */
export interface Watched {
  /** When the head and the last byte are sent. */
  readonly times: boolean;
  /** The header fields of the response. */
  readonly headers: boolean;
  /** The bytes of the request's content. */
  readonly content: boolean;
}

/** A format, compiled: it makes one line of a record. */
export interface LineFormat {
  readonly line: (record: AccessRecord) => string;
  /** The same line as UTF-8, with its end, until the next is asked for. Absent: it costs no less than the text. */
  readonly bytes?: (record: AccessRecord) => Uint8Array;
  readonly watched: Watched;
}

/** For a function that may ask for anything. */
export const EVERYTHING: Watched = { times: true, headers: true, content: true };

/** What two need together. */
export function bothWatched(one: Watched, other: Watched): Watched {
  return {
    times: one.times || other.times,
    headers: one.headers || other.headers,
    content: one.content || other.content,
  };
}
