/** `@tsgi/sessions`: state that follows a browser. */

// Sessions
export { sessions } from './sessions.ts';
export type { SessionsOptions, StandingSession } from './session-settings.ts';
export type { SessionCookieOptions } from './session-cookie.ts';
export type { Secrets } from './secret-keys.ts';
export type { Conflict, ConflictHandler } from './session-data.ts';
export { session } from './current-session.ts';
export type { SessionSource } from './current-session.ts';
export type { AnyValues, Session } from './session.ts';

// Who is signed in
export { identity, signIn, signOut } from './identity.ts';

// Requests from other sites
export { csrf } from './csrf.ts';
export type { CsrfOptions } from './csrf.ts';
export { csrfField } from './csrf-field.ts';
export { csrfToken } from './csrf-token.ts';

// Stores
export type { Awaitable, SessionStore, StoredSession } from './session-store.ts';
export { memoryStore } from './memory-store.ts';
export type { MemoryStoreOptions } from './memory-store.ts';
export { postgresStore } from './postgres-store.ts';
export type { PostgresClient, PostgresStore, PostgresStoreOptions } from './postgres-store.ts';
export type { IoRedisClient, NodeRedisClient, RedisClient } from './redis-script.ts';
export { redisStore } from './redis-store.ts';
export type { RedisStoreOptions } from './redis-store.ts';
export { sealedStore } from './sealed-store.ts';
export type { SealedStoreOptions } from './sealed-store.ts';
export { sqliteStore } from './sqlite-store.ts';
export type { SqliteStoreOptions } from './sqlite-store.ts';

// A store of one's own
export type { StoreCapability } from './conformance/capability.ts';
export type { MakeStore } from './conformance/stage.ts';
export type { StoreConformanceCase } from './conformance/store-case.ts';
export { storeConformance } from './conformance/store-conformance.ts';
export type { StoreConformanceOptions } from './conformance/store-conformance.ts';
