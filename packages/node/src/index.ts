/** `@tsgi/node`: applications over Node's own servers, and what is written for these as applications. */

// Serving
export { serve } from './serve.ts';
export type { ServeOptions } from './serve-options.ts';
export type { CloseOptions, Server } from '@tsgi/serving';
