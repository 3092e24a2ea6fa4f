/**
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): ChaCha20-Poly1305 with a nonce of 24 bytes, of which 16 and the key make
 * another key, and 8 are left for its nonce.
 */

import { chacha20poly1305, hchacha } from '@noble/ciphers/chacha.js';

const encoder = new TextEncoder();

/** `expand 32-byte k`, as ChaCha begins. */
const SIGMA = wordsOf(encoder.encode('expand 32-byte k'));

export const NONCE_BYTES = 24;
export const TAG_BYTES = 16;

/** ChaCha20-Poly1305 (RFC 8439). */
export interface Aead {
  /** The text, encrypted, and its tag behind it. */
  encrypt(key: Uint8Array, nonce: Uint8Array, authenticated: Uint8Array, text: Uint8Array): Uint8Array;
  /** @throws where any of it is not as it was. */
  decrypt(key: Uint8Array, nonce: Uint8Array, authenticated: Uint8Array, sealed: Uint8Array): Uint8Array;
}

/** In JavaScript, on every runtime. */
export const PORTABLE: Aead = {
  encrypt: (key, nonce, authenticated, text) => chacha20poly1305(key, nonce, authenticated).encrypt(text),
  decrypt: (key, nonce, authenticated, sealed) => chacha20poly1305(key, nonce, authenticated).decrypt(sealed),
};

/** What is used of `node:crypto`. */
interface NodeCrypto {
  getCiphers(): string[];
  createCipheriv(name: string, key: Uint8Array, nonce: Uint8Array, options: object): NodeCipher;
  createDecipheriv(name: string, key: Uint8Array, nonce: Uint8Array, options: object): NodeCipher;
}

interface NodeCipher {
  setAAD(bytes: Uint8Array, options: object): void;
  setAuthTag(tag: Uint8Array): void;
  getAuthTag(): Uint8Array;
  update(bytes: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

interface Runtime {
  readonly process?: { getBuiltinModule?(name: string): NodeCrypto | undefined };
}

const NAME = 'chacha20-poly1305';

/** By the runtime, which takes a third of the time; `undefined` where it has none that is synchronous. */
export function nativeAead(runtime: object = globalThis): Aead | undefined {
  const crypto = (runtime as Runtime).process?.getBuiltinModule?.('node:crypto');
  if (crypto?.getCiphers().includes(NAME) !== true) return undefined;
  return {
    encrypt(key, nonce, authenticated, text) {
      const cipher = crypto.createCipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(authenticated, { plaintextLength: text.length });
      const encrypted = cipher.update(text);
      cipher.final();
      const sealed = new Uint8Array(encrypted.length + TAG_BYTES);
      sealed.set(encrypted);
      sealed.set(cipher.getAuthTag(), encrypted.length);
      return sealed;
    },
    decrypt(key, nonce, authenticated, sealed) {
      const end = sealed.length - TAG_BYTES;
      const cipher = crypto.createDecipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(authenticated, { plaintextLength: end });
      cipher.setAuthTag(sealed.subarray(end));
      const text = cipher.update(sealed.subarray(0, end));
      cipher.final();
      return text;
    },
  };
}

/** A key with the cipher that it is for. */
export class XChaCha {
  readonly #words: Uint32Array;
  readonly #aead: Aead;

  /** `key` has 32 bytes. */
  constructor(key: Uint8Array, aead: Aead = nativeAead() ?? PORTABLE) {
    this.#words = wordsOf(key);
    this.#aead = aead;
  }

  /** `nonce` has 24 bytes, and is used once. */
  encrypt(nonce: Uint8Array, authenticated: Uint8Array, text: Uint8Array): Uint8Array {
    return this.#aead.encrypt(this.#subkey(nonce), innerNonce(nonce), authenticated, text);
  }

  /** @throws where any of it is not as it was. */
  decrypt(nonce: Uint8Array, authenticated: Uint8Array, sealed: Uint8Array): Uint8Array {
    return this.#aead.decrypt(this.#subkey(nonce), innerNonce(nonce), authenticated, sealed);
  }

  #subkey(nonce: Uint8Array): Uint8Array {
    const subkey = new Uint32Array(8);
    hchacha(SIGMA, this.#words, wordsOf(nonce.subarray(0, 16)), subkey);
    return new Uint8Array(subkey.buffer);
  }
}

function innerNonce(nonce: Uint8Array): Uint8Array {
  const inner = new Uint8Array(12);
  inner.set(nonce.subarray(16), 4);
  return inner;
}

/** Bytes as words; a copy, since words begin at multiples of four. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
