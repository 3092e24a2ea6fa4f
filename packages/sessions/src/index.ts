/** `@tsgi/sessions`: state that follows a browser. */

// Stores
export type { Awaitable, SessionStore, StoredSession } from './session-store.ts';
export { memoryStore } from './memory-store.ts';
export type { MemoryStoreOptions } from './memory-store.ts';
