/** `@tsgi/fetch`: Fetch handlers in and out, on every runtime. */

export { toFetch } from './to-fetch.ts';
export type { FetchHandler, ToFetchOptions } from './to-fetch.ts';
export type { FetchContext } from './fetch-context.ts';
export { fromFetch } from './from-fetch.ts';
export type { FromFetchOptions } from './from-fetch.ts';
