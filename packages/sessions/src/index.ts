/** `@tsgi/sessions`: state that follows a browser. */

// Stores
export type { Awaitable, SessionStore, StoredSession } from './session-store.ts';
