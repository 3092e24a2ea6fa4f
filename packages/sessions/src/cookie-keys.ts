/** What stands in the cookie, and what a store is asked for. */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { ownCopy } from './own-copy.ts';
import { isRandomId } from './random-id.ts';
import { RecentMap } from './recent-map.ts';
import { sameBytes } from './same-bytes.ts';
import { deriveKey } from './secret-keys.ts';

/** What a cookie stands for. */
export interface Located {
  readonly secret: string;
  /** The key by which the store finds the session. */
  readonly key: string;
}

export interface CookieKeys {
  /** The id of the session whose client is to hold `secret`. */
  idOf(secret: string): string;
  /** What a cookie stands for; `undefined` where it cannot be one of ours. */
  located(cookie: string): Located | undefined;
  /** The cookie for a session that was written with this secret, and is found under this key. */
  cookieOf(secret: string, key: string): string;
}

/** For a store whose keys are what the client holds. */
export const HELD_KEYS: CookieKeys = {
  idOf: (secret) => secret,
  located: (cookie) => ({ secret: cookie, key: cookie }),
  cookieOf: (_secret, key) => key,
};

const encoder = new TextEncoder();

/** Of how many cookies it is known what they stand for, twice at most. */
const MOST_KNOWN = 10_000;

/** The bytes of a signature: as many as a secret of 128 bits is worth. */
const SIGNATURE_BYTES = 16;

/**
 * For a store on a server, which is given hashes: what leaks of it opens nothing, and how long it looks for one tells
 * nothing of another. With `secrets` cookies are signed, so that the store is not asked for what somebody made up.
 */
export class HashedKeys implements CookieKeys {
  readonly #keys: readonly Uint8Array[];
  /** By cookie: a client comes back with the same, and hashing it takes longer than all else. */
  readonly #known = new RecentMap<Located>(MOST_KNOWN);

  constructor(secrets: readonly Uint8Array[] = []) {
    this.#keys = secrets.map((secret) => deriveKey(secret, 'signature', 32));
  }

  idOf(secret: string): string {
    return encodeBase64url(sha256(encoder.encode(secret)));
  }

  located(cookie: string): Located | undefined {
    const known = this.#known.get(cookie);
    if (known !== undefined) return known;
    const dot = cookie.indexOf('.');
    const secret = dot < 0 ? cookie : cookie.slice(0, dot);
    if (!isRandomId(secret)) return undefined;
    if (!this.#isSigned(secret, dot < 0 ? undefined : cookie.slice(dot + 1))) return undefined;
    const located = { secret: ownCopy(secret), key: this.idOf(secret) };
    this.#known.set(ownCopy(cookie), located);
    return located;
  }

  cookieOf(secret: string): string {
    const [key] = this.#keys;
    return key === undefined ? secret : `${secret}.${encodeBase64url(sign(key, secret))}`;
  }

  #isSigned(secret: string, text: string | undefined): boolean {
    if (this.#keys.length === 0) return text === undefined;
    const signature = decodeBase64url(text ?? '');
    return signature !== undefined && this.#keys.some((key) => sameBytes(sign(key, secret), signature));
  }
}

function sign(key: Uint8Array, secret: string): Uint8Array {
  return hmac(sha256, key, encoder.encode(secret)).subarray(0, SIGNATURE_BYTES);
}
