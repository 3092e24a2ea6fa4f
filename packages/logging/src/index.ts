/** `@tsgi/logging`: one true record of every exchange. */

// The record of every exchange
export { accessLog } from './access-log.ts';
export type { AccessLogOptions } from './access-log.ts';
export type { AccessRecord, Ending } from './access-record.ts';
export type { AccessLogFormat } from './record-writer.ts';
export type { SampleOptions } from './sample.ts';

// Where a log goes
export { LEVELS } from './level.ts';
export type { Level } from './level.ts';
export type { LineFunction, Sink, SinkOption, StructuredLogger } from './sink.ts';
export { fileSink } from './file-sink.ts';
export type { FileSink, FileSinkOptions } from './file-sink.ts';
export { stdoutSink } from './stdout-sink.ts';
export type { WriterOptions } from './batch-writer.ts';

// Who asked, and as part of what
export { requestId, requestIdOf } from './request-id.ts';
export type { RequestIdOptions } from './request-id.ts';
export { traceContext, traceOf } from './trace-context.ts';
export type { TraceContextOptions } from './trace-context.ts';
export type { Trace } from './trace.ts';
export type { TraceParent } from './trace-parent.ts';
export type { OpenTelemetry, OpenTelemetryContext, OpenTelemetrySpan, SpanContext } from './open-telemetry.ts';

// What the program says itself
export { logger, loggers } from './loggers.ts';
export type { LoggersOptions } from './loggers.ts';
export type { Logger, Write } from './exchange-logger.ts';

// How it goes
export { metrics } from './metrics.ts';
export type { Metrics, MetricsOptions } from './metrics.ts';
export type { OpenTelemetryMeter } from './meter-instruments.ts';
export type { PromClient, PromRegistry } from './prom-client-instruments.ts';
export { serverTiming, timings } from './server-timing.ts';
export type { ServerTimingOptions } from './server-timing.ts';
export type { StopTiming, Timings } from './timings.ts';
