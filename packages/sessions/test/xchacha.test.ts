import { describe, expect, test } from 'vitest';

import { nativeAead, PORTABLE, XChaCha } from '../src/xchacha.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));

/** draft-irtf-cfrg-xchacha-03, appendix A.3.1. */
const VECTOR = {
  key: bytes('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f'),
  nonce: bytes('404142434445464748494a4b4c4d4e4f5051525354555657'),
  authenticated: bytes('50515253c0c1c2c3c4c5c6c7'),
  text: bytes(`4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a204966204920
    636f756c64206f6666657220796f75206f6e6c79206f6e652074697020666f7220746865206675747572652c2073756e736372
    65656e20776f756c642062652069742e`),
  sealed: bytes(`bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39
    ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9
    21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49`),
};

const native = nativeAead();

describe.each([
  ['in JavaScript', PORTABLE],
  ['by the runtime', native],
])('%s', (_name, aead) => {
  const { key, nonce, authenticated, text, sealed } = VECTOR;
  const cipher = new XChaCha(key, aead);

  test('seals and opens as the draft says', () => {
    expect(Buffer.from(cipher.encrypt(nonce, authenticated, text)).toString('hex')).toBe(
      Buffer.from(sealed).toString('hex'),
    );
    expect(Buffer.from(cipher.decrypt(nonce, authenticated, sealed)).toString()).toMatch(
      /^Ladies and Gentlemen of the/,
    );
  });

  test('opens nothing that is not as it was', () => {
    const parts = [nonce, authenticated, sealed] as const;
    for (const part of [0, 1, 2] as const) {
      for (let at = 0; at < parts[part].length; at++) {
        const other = parts.map((each) => Uint8Array.from(each)) as [Uint8Array, Uint8Array, Uint8Array];
        other[part][at]! ^= 1;
        expect(() => cipher.decrypt(...other)).toThrow(/tag|authenticate/);
      }
    }
  });

  test.each([0, 1, 63, 64, 65, 5000])('gives %i bytes back', (length) => {
    const given = crypto.getRandomValues(new Uint8Array(length));
    expect(Uint8Array.from(cipher.decrypt(nonce, authenticated, cipher.encrypt(nonce, authenticated, given)))).toEqual(
      given,
    );
  });
});

test('both are one', () => {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const [one, other] = [new XChaCha(key, PORTABLE), new XChaCha(key, native)];
  for (let length = 0; length < 200; length++) {
    const nonce = crypto.getRandomValues(new Uint8Array(24));
    const text = crypto.getRandomValues(new Uint8Array(length));
    expect(Uint8Array.from(other.decrypt(nonce, text, one.encrypt(nonce, text, text)))).toEqual(text);
    expect(Uint8Array.from(one.decrypt(nonce, text, other.encrypt(nonce, text, text)))).toEqual(text);
  }
});

test.each([
  [{}],
  [{ process: {} }],
  [{ process: { getBuiltinModule: () => undefined } }],
  [{ process: { getBuiltinModule: () => ({ getCiphers: () => ['aes-256-gcm'] }) } }],
])('a runtime may have none: %j', (runtime) => {
  expect(nativeAead(runtime)).toBeUndefined();
});
