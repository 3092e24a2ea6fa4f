/** `@tsgi/server`: the reference HTTP/1.1 server. */

// Serving
export { serve } from './serve.ts';
export type { ServeOptions } from './serve-options.ts';
export type { CloseOptions, Server } from './server.ts';

// Limits and timeouts
export { DEFAULT_LIMITS, DEFAULT_TIMEOUTS } from './limits.ts';
export type { Limits, Timeouts } from './limits.ts';
