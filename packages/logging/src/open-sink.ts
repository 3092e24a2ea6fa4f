import { LEVELS, type Level } from './level.ts';
import type { SinkOption, StructuredLogger } from './sink.ts';

/** Takes lines, whoever it is. */
export interface LineTarget {
  readonly takes: 'lines';
  /** What it gives may be a promise, of a function that is asynchronous. */
  readonly write: (line: string, level: Level) => unknown;
  /** Takes lines as bytes, where that is offered. */
  readonly writeBytes: ((line: Uint8Array, level: Level) => void) | undefined;
  readonly colors: boolean;
}

/** Takes fields and a message, and makes of them what it likes. */
export interface EntryTarget {
  readonly takes: 'entries';
  readonly write: (level: Level, fields: object, message: string) => unknown;
}

/**
 * What is to be done with an entry, for any kind of sink.
 * @param caller The function whose option this is, for the error.
 * @throws {TypeError} for what is no sink. A Node stream is none: it takes text that ends its own lines, and grows without bound.
 */
export function openSink(sink: SinkOption, caller: string): LineTarget | EntryTarget {
  if (typeof sink === 'function') return { takes: 'lines', write: sink, writeBytes: undefined, colors: false };
  if (isStructured(sink)) {
    return { takes: 'entries', write: (level, fields, message) => sink[level](fields, message) };
  }
  if (
    typeof sink !== 'object' ||
    sink === null ||
    typeof sink.write !== 'function' ||
    typeof sink.flush !== 'function'
  ) {
    const got = typeof sink === 'object' && sink !== null && 'pipe' in sink ? 'a stream' : typeof sink;
    throw new TypeError(
      `${caller}(): sink must be a sink, a function of a line, or a logger such as pino's, got ${got}; ` +
        `fileSink(path) and stdoutSink() make one`,
    );
  }
  return {
    takes: 'lines',
    write: (line, level) => sink.write(line, level),
    writeBytes: sink.writeBytes === undefined ? undefined : (line, level) => sink.writeBytes!(line, level),
    colors: sink.colors === true,
  };
}

function isStructured(sink: SinkOption): sink is StructuredLogger {
  if (typeof sink !== 'object' || sink === null) return false;
  return LEVELS.every((level) => typeof (sink as Partial<StructuredLogger>)[level] === 'function');
}
