/** `@tsgi/logging`: one true record of every exchange. */

// Where a log goes
export { LEVELS } from './level.ts';
export type { Level } from './level.ts';
export type { LineFunction, Sink, SinkOption, StructuredLogger } from './sink.ts';
export { fileSink } from './file-sink.ts';
export type { FileSink, FileSinkOptions } from './file-sink.ts';
export { stdoutSink } from './stdout-sink.ts';
export type { WriterOptions } from './batch-writer.ts';
