/** `@tsgi/server`: the reference HTTP/1.1 server. */

// Serving
export { serve } from './serve.ts';
export type { ServeOptions } from './serve-options.ts';
export type { Server } from './server.ts';
export type { CloseOptions } from '@tsgi/serving';

// Limits and timeouts
export { DEFAULT_LIMITS, DEFAULT_TIMEOUTS } from '@tsgi/serving';
export type { Limits, Timeouts } from '@tsgi/serving';
