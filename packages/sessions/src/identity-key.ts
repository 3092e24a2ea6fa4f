/** Where it is kept who is signed in. */

import type { Environ } from '@tsgi/contract';

/** The key of a session under which it is kept. */
export const IDENTITY = '$identity';

/** The specification's key for it (rule M11): logs read it, and need not know sessions. */
const USER = 'user.id';

/** Leaves it in the exchange, where somebody is signed in. */
export function leaveIdentity(environ: Environ, identity: unknown): void {
  if (typeof identity === 'string') environ['tsgi.exchange'].state.set(USER, identity);
}
