/** `@tsgi/logging`: one true record of every exchange. */

// Where a log goes
export { LEVELS } from './level.ts';
export type { Level } from './level.ts';
export type { LineFunction, Sink, SinkOption, StructuredLogger } from './sink.ts';
