/** Text that a client holds, and can neither read nor change. */

import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { deriveKey } from './secret-keys.ts';
import { NONCE_BYTES, TAG_BYTES, XChaCha } from './xchacha.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What the first byte of a seal says: another construction would have another. */
const FORMAT = 1;
const KEY_ID_BYTES = 4;
const HEAD_BYTES = 1 + KEY_ID_BYTES;

interface SealingKey {
  /** The format and the name of the key, as a seal begins. */
  readonly head: Uint8Array;
  /** The head, and what the seals are for. */
  readonly authenticated: Uint8Array;
  readonly cipher: XChaCha;
}

/**
 * Seals text with XChaCha20-Poly1305: its nonces are long enough to be drawn at random for ever, and it has no tables
 * whose use could be timed. A seal is base64url of a format byte, 4 bytes that name the key, the nonce, and the text with
 * its tag; `context` and the head are authenticated with it, so a seal that was made for one thing opens for no other.
 */
export class Sealer {
  readonly #keys: readonly SealingKey[];

  /** The first of `secrets` seals; all of them open. */
  constructor(secrets: readonly Uint8Array[], context: string) {
    this.#keys = secrets.map((secret) => {
      const head = Uint8Array.of(FORMAT, ...deriveKey(secret, 'name of the key', KEY_ID_BYTES));
      const authenticated = Uint8Array.of(...head, ...encoder.encode(context));
      return { head, authenticated, cipher: new XChaCha(deriveKey(secret, 'seal', 32)) };
    });
  }

  seal(text: string): string {
    const { head, authenticated, cipher } = this.#keys[0]!;
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const content = cipher.encrypt(nonce, authenticated, encoder.encode(text));
    const sealed = new Uint8Array(HEAD_BYTES + NONCE_BYTES + content.length);
    sealed.set(head);
    sealed.set(nonce, HEAD_BYTES);
    sealed.set(content, HEAD_BYTES + NONCE_BYTES);
    return encodeBase64url(sealed);
  }

  /** The text of a seal; `undefined` where it is none of ours. */
  open(seal: string): string | undefined {
    const sealed = decodeBase64url(seal);
    if (sealed === undefined || sealed.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = sealed.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
    const content = sealed.subarray(HEAD_BYTES + NONCE_BYTES);
    for (const { head, authenticated, cipher } of this.#keys) {
      // Four bytes may name two keys.
      if (head.some((byte, at) => byte !== sealed[at])) continue;
      try {
        return decoder.decode(cipher.decrypt(nonce, authenticated, content));
      } catch {
        // It is not what this key has sealed.
      }
    }
    return undefined;
  }
}
