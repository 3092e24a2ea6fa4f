import type { Environ } from '@tsgi/contract';
import { acceptsMediaType } from '@tsgi/http';

/** The request fields that tell a navigation from other requests: what answers one varies by them. */
export const NAVIGATION_FIELDS: readonly string[] = ['Accept', 'Sec-Fetch-Mode'];

/**
 * Whether a GET or HEAD is a person's way to a page, not a script's, a style sheet's or an image's: browsers say so in
 * `Sec-Fetch-Mode` (Fetch Metadata); of other clients, those that name HTML in `Accept` and do not prefer JSON.
 */
export function isNavigation(environ: Environ): boolean {
  const mode = environ.HTTP_SEC_FETCH_MODE;
  if (mode !== undefined) return mode === 'navigate';
  // For `*/*` that is the first.
  return acceptsMediaType(environ.HTTP_ACCEPT, ['application/json', 'text/html']) === 'text/html';
}
