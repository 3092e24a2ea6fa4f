/** What stands for the `Headers` of a request, of which most handlers ask for one field or two. */

import type { Environ } from '@tsgi/contract';
import { fieldKey } from '@tsgi/serving';

import { requestHeaders } from './request-headers.ts';
import { standIn } from './stand-in.ts';

/** Names that are a header field's, and written with no `_`, which no field of an environ has. */
const NAME = /^[\w!#$%&'*+\-.^`|~]+$/;

/**
 * Header fields that are read where the environ has them. The runtime's own are made when anything else is asked: for all
 * of them, or that one be changed. It can be given wherever header fields are taken, for runtimes list those.
 */
export class LightHeaders {
  readonly #environ: Environ;
  #native: Headers | undefined;

  constructor(environ: Environ) {
    this.#environ = environ;
  }

  get(name: string): string | null {
    const value = this.#find(name);
    return value === undefined ? LightHeaders.toNative(this).get(name) : value;
  }

  has(name: string): boolean {
    const value = this.#find(name);
    return value === undefined ? LightHeaders.toNative(this).has(name) : value !== null;
  }

  /** `undefined` where it is the runtime's to say. */
  #find(name: string): string | null | undefined {
    if (this.#native !== undefined || typeof name !== 'string') return undefined;
    const value = (this.#environ as unknown as Record<string, unknown>)[fieldKey(name)];
    if (typeof value === 'string') return value;
    return NAME.test(name) ? null : undefined;
  }

  /** The runtime's own. */
  static toNative(headers: LightHeaders): Headers {
    return (headers.#native ??= new Headers(requestHeaders(headers.#environ)));
  }
}

standIn(LightHeaders, Headers, (headers) => LightHeaders.toNative(headers));
