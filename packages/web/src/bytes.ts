import type { Application } from '@tsgi/contract';

import { inMemory } from './in-memory.ts';
import { type Head, makeHead, type ResponseOptions } from './response-options.ts';

/** Options of responses whose media type is the caller's to say. */
export interface TypedResponseOptions extends ResponseOptions {
  /** The `Content-Type`. Default: `application/octet-stream`, which browsers save rather than show. */
  readonly type?: string;
}

/** What is of no known type is not to be guessed at by a browser: it would find HTML in it. */
const NO_SNIFFING = ['X-Content-Type-Options', 'nosniff'] as const;

/** The head of a response of this type. */
export function typedHead(options: TypedResponseOptions | undefined): Head {
  const type = options?.type ?? 'application/octet-stream';
  return makeHead(200, [['Content-Type', type], NO_SNIFFING], options);
}

/** Answers with bytes, which must not change any more. */
export function bytes(content: Uint8Array, options?: TypedResponseOptions): Application {
  if (!(content instanceof Uint8Array)) throw new TypeError(`bytes(): expected a Uint8Array, got ${typeof content}`);
  return inMemory(typedHead(options), content);
}
