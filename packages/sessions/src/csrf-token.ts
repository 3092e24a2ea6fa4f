/** A text that only a page of this session can have. */

import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { type SessionSource, withState } from './current-session.ts';
import { sameBytes } from './same-bytes.ts';

/** The key of a session under which the secret of its tokens is kept. */
export const CSRF_SECRET = '$csrf';

/** Bytes of the secret, and as many of a mask. */
const BYTES = 16;

/**
 * The token of the session, for scripts: sent as `X-CSRF-Token`, it stands for the form field. Each is another, since a text that
 * stays the same can be guessed from the length of compressed pages (BREACH).
 */
export function csrfToken(source: SessionSource): Promise<string> {
  return withState(source, 'csrfToken', (state) => {
    let secret = secretOf(state.data.get(CSRF_SECRET));
    if (secret === undefined) {
      state.assertOpen('csrfToken()');
      secret = crypto.getRandomValues(new Uint8Array(BYTES));
      state.data.set(CSRF_SECRET, encodeBase64url(secret));
    }
    const token = crypto.getRandomValues(new Uint8Array(2 * BYTES));
    for (let i = 0; i < BYTES; i++) token[BYTES + i] = token[i]! ^ secret[i]!;
    return encodeBase64url(token);
  });
}

/** Whether a token is one of this session. */
export function isCsrfToken(source: SessionSource, text: string): Promise<boolean> {
  return withState(source, 'csrf', (state) => {
    const secret = secretOf(state.data.get(CSRF_SECRET));
    const token = decodeBase64url(text);
    if (secret === undefined || token?.length !== 2 * BYTES) return false;
    return sameBytes(
      secret,
      token.subarray(BYTES).map((byte, at) => byte ^ token[at]!),
    );
  });
}

function secretOf(text: unknown): Uint8Array | undefined {
  return typeof text === 'string' ? decodeBase64url(text) : undefined;
}
