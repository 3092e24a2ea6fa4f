// The page that every server with sessions answers with, and the session that its client comes back with.

import { createHmac } from 'node:crypto';

/** The content, for a client whose session says who it is. */
export const SESSION_TEXT = 'Hello, Ann!';
export const SESSION_TYPE = 'text/plain; charset=utf-8';

/** What is in the session: what a small site keeps. */
export const SESSION_DATA = { name: 'Ann', cart: [{ item: 4711, count: 2 }], seen: 1_712_345_678 };

/** Enough bytes for each of them. */
export const SESSION_SECRET = '8f14e45fceea167a5a36dedd4bea2543ad61ab143223efbc24c7d2583be69251';

/** The client's half of a session that is kept in memory, of 32 bytes. */
export const SESSION_ID = 'q7Zz_-09q7Zz_-09q7Zz_-09q7Zz_-09q7Zz_-09q70';

/** The cookie of express-session for that id. */
export function expressCookie(): string {
  const signature = createHmac('sha256', SESSION_SECRET).update(SESSION_ID).digest('base64').replaceAll(/=+$/g, '');
  return `connect.sid=${encodeURIComponent(`s:${SESSION_ID}.${signature}`)}`;
}
