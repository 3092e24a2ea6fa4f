import type { HeaderList } from '@tsgi/contract';

import type { AnswerPlan } from './answer-plan.ts';
import type { FileStamp } from './file-stamp.ts';
import type { Coding } from './precompressed.ts';

/** The heads that a representation is answered with, apart from what a range or a failure changes. */
export interface Heads {
  /** As an entity tag is written; absent where there is none. */
  readonly etag: string | undefined;
  /** In milliseconds since 1970. */
  readonly lastModified: number | undefined;
  readonly contentType: string;
  /** Of 200. */
  readonly full: HeaderList;
  /** The answer to a request without conditions or ranges: 200, and all of it. */
  readonly whole: AnswerPlan;
  /** Of 304: what is left where there is no content. */
  readonly bare: HeaderList;
  /** Of 412 and 416. A cache that kept one, for as long as the file may be kept, would answer everybody with it. */
  readonly failed: HeaderList;
}

/** A file in one coding: a representation of what a path names (RFC 9110 §3.2). */
export class Representation {
  /** Relative to the root. */
  readonly name: string;
  readonly coding: Coding | 'identity';
  readonly stamp: FileStamp;
  /** Its heads, once the file has been opened and was found to be one that may be sent. */
  heads: Heads | undefined;
  /** All its bytes, where they are kept. */
  content: Uint8Array | undefined;
  /** While its file is being read, and its heads are being made. */
  preparing: Promise<void> | undefined;

  constructor(name: string, coding: Coding | 'identity', stamp: FileStamp) {
    this.name = name;
    this.coding = coding;
    this.stamp = stamp;
  }
}
