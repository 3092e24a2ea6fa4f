/** `@tsgi/fetch`: Fetch handlers in and out, on every runtime. */

export { toFetch } from './to-fetch.ts';
export type { FetchContext, FetchHandler, ToFetchOptions } from './to-fetch.ts';
export { fromFetch } from './from-fetch.ts';
export type { FromFetchOptions } from './from-fetch.ts';
