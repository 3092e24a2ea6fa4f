/** `@tsgi/node`: applications over Node's own servers, and what is written for these as applications. */

// Serving
export { serve } from './serve.ts';
export type { ServeOptions } from './serve-options.ts';
export type { CloseOptions, Server } from '@tsgi/serving';

// Into what Node's frameworks call
export { toNode } from './to-node.ts';
export type { NodeListener, ToNodeOptions } from './to-node.ts';

// Out of what was written for node:http
export { fromConnect, nodeRequest } from './from-connect.ts';
export type { ConnectHandler } from './from-connect.ts';
export { fromNode } from './from-node.ts';
export type { RequestListener } from './from-node.ts';
