/** What is used of `@opentelemetry/api`, by structure, so that nothing is imported. */

/** A span's place in its trace, as OpenTelemetry has it. */
export interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly isRemote?: boolean;
  readonly traceState?: { serialize(): string };
}

/** A span. */
export interface OpenTelemetrySpan {
  spanContext(): SpanContext;
  isRecording(): boolean;
  setAttributes(attributes: Record<string, string | number>): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  updateName(name: string): unknown;
  recordException(error: Error): void;
  end(): void;
}

/** What is current; nothing of it is used here, but that it is given back. */
export interface OpenTelemetryContext {
  getValue(key: symbol): unknown;
  setValue(key: symbol, value: unknown): OpenTelemetryContext;
  deleteValue(key: symbol): OpenTelemetryContext;
}

/** What `import * as openTelemetry from '@opentelemetry/api'` gives. */
export interface OpenTelemetry {
  readonly ROOT_CONTEXT: OpenTelemetryContext;
  readonly context: { with<T>(context: OpenTelemetryContext, fn: () => T): T };
  readonly trace: {
    getTracer(name: string): {
      startSpan(
        name: string,
        options: { kind: number; attributes: Record<string, string | number> },
        context: OpenTelemetryContext,
      ): OpenTelemetrySpan;
    };
    setSpan(context: OpenTelemetryContext, span: OpenTelemetrySpan): OpenTelemetryContext;
    setSpanContext(context: OpenTelemetryContext, spanContext: SpanContext): OpenTelemetryContext;
  };
  createTraceState(text: string): { serialize(): string };
}
