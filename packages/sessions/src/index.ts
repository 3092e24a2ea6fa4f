/** `@tsgi/sessions`: state that follows a browser. */

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
export type { Secrets } from './secret-keys.ts';

// A store of one's own
export type { StoreCapability } from './conformance/capability.ts';
export type { MakeStore } from './conformance/stage.ts';
export type { StoreConformanceCase } from './conformance/store-case.ts';
export { storeConformance } from './conformance/store-conformance.ts';
export type { StoreConformanceOptions } from './conformance/store-conformance.ts';
