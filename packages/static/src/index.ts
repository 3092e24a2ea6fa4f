/** `@tsgi/static`: files from a directory. */

// Serving
export { staticFiles } from './static-files.ts';
export type { StaticOptions } from './static-options.ts';
export type { CacheSettings } from './finder.ts';
export type { Sendfile } from './sendfile.ts';

// Compressing beforehand
export { compressFiles } from './compress-files.ts';
export type { CompressedSibling, CompressOptions, CompressSummary, SiblingOutcome } from './compress-files.ts';
export type { Coding } from './precompressed.ts';
