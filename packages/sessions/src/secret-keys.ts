/** Keys from the secrets that a program is given: each use has its own, so that none says anything about another. */

import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';

const encoder = new TextEncoder();

/** The fewest bytes of a secret. */
const FEWEST_BYTES = 32;

/** A command that makes a secret, for messages. */
const MAKE_ONE = `node -p "crypto.randomBytes(32).toString('base64url')"`;

/** One secret, or several: the first is used, and what older ones have made is still taken. */
export type Secrets = string | Uint8Array | readonly (string | Uint8Array)[];

/** Checks secrets. @throws {TypeError} for none, and for one that has fewer than 32 bytes. */
export function checkSecrets(secrets: Secrets | undefined, caller: string): readonly Uint8Array[] {
  const list: readonly unknown[] = Array.isArray(secrets) ? secrets : secrets === undefined ? [] : [secrets];
  if (list.length === 0) {
    throw new TypeError(`${caller}(): secrets must have a secret of at least 32 bytes; this makes one: ${MAKE_ONE}`);
  }
  return list.map((secret) => {
    const bytes = typeof secret === 'string' ? encoder.encode(secret) : secret;
    if (!(bytes instanceof Uint8Array)) {
      throw new TypeError(`${caller}(): a secret must be a string or a Uint8Array, got ${typeof secret}`);
    }
    if (bytes.length < FEWEST_BYTES) {
      throw new TypeError(
        `${caller}(): a secret must be at least ${FEWEST_BYTES} bytes, got ${bytes.length}; this makes one: ${MAKE_ONE}`,
      );
    }
    return bytes;
  });
}

/** A key of `length` bytes for one use of a secret (HKDF with SHA-256, RFC 5869). */
export function deriveKey(secret: Uint8Array, use: string, length: number): Uint8Array {
  return hkdf(sha256, secret, undefined, encoder.encode(`@tsgi/sessions ${use}`), length);
}
