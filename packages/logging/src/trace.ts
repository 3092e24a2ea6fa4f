import { randomId } from './random-id.ts';
import { formatTraceParent, SAMPLED, type TraceParent } from './trace-parent.ts';

/** Where in a trace an exchange stands: what a caller reads, logs, and passes on. */
export class Trace implements TraceParent {
  /** Of the whole trace: 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** Of this exchange: 16 lower-case hexadecimal digits. */
  readonly spanId: string;
  /** A bit field: 1 where the trace is recorded, 2 where its id is random. */
  readonly flags: number;
  /** The span of the caller; `undefined` where the trace begins here. */
  readonly parentId: string | undefined;
  /** What the tracing systems on the way keep for themselves, a `tracestate`; `''` where there is nothing. */
  readonly state: string;

  constructor({ traceId, spanId, flags }: TraceParent, parentId?: string, state: string = '') {
    this.traceId = traceId;
    this.spanId = spanId;
    this.flags = flags;
    this.parentId = parentId;
    this.state = state;
  }

  /** Whether the trace is recorded. */
  get sampled(): boolean {
    return (this.flags & SAMPLED) !== 0;
  }

  /** A place below this one, for a request to another service: each is an operation of its own. */
  child(): Trace {
    const { traceId, flags, spanId, state } = this;
    return new Trace({ traceId, spanId: randomId(8), flags }, spanId, state);
  }

  /** The fields that continue the trace in a request to another service: `fetch(url, { headers: traceOf(environ).child().headers })`. */
  get headers(): Record<string, string> {
    const traceparent = formatTraceParent(this);
    return this.state === '' ? { traceparent } : { traceparent, tracestate: this.state };
  }
}
