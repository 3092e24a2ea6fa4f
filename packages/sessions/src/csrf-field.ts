import { type Fragment, html } from '@tsgi/web';

import { csrfToken } from './csrf-token.ts';
import type { SessionSource } from './current-session.ts';

/** The name of the form field. */
export const CSRF_FIELD = '_csrf';

/**
 * The hidden field that `csrf()` looks for, to be put into a form of `html`, as its first field where the form has files. It begins
 * a session where there is none, so it has to be asked for before the response begins.
 */
export async function csrfField(source: SessionSource): Promise<Fragment> {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${await csrfToken(source)}">`;
}
