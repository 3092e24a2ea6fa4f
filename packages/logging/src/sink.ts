/** Where a log goes: what this package's sinks are, and what else can take their place. */

import type { Level } from './level.ts';

/** Takes lines. `fileSink` and `stdoutSink` make one. */
export interface Sink extends AsyncDisposable {
  /**
   * Takes one line, without its end. It neither waits nor throws: a line for which there is no room is dropped and
   * counted.
   */
  write(line: string, level: Level): void;
  /**
   * The same for a line as UTF-8, with its end, which may be another after the call: it spares a text a line that is
   * mostly as the one before. Default: each line is given to `write`.
   */
  writeBytes?(line: Uint8Array, level: Level): void;
  /** Resolves when every line so far is out of this process's hands, or cannot be brought out of them. */
  flush(): Promise<void>;
  /** Flushes, and lets go of what it writes to. A line that comes later is dropped. */
  close(): Promise<void>;
  /** Whether a person looks at it, on a terminal that shows colours. Default: false. */
  readonly colors?: boolean;
}

/** A sink that is a function of one line, without its end. */
export type LineFunction = (line: string, level: Level) => void;

/** A logger that takes fields rather than lines, such as pino's: by structure, so that nothing is imported. */
export type StructuredLogger = Readonly<Record<Level, (fields: object, message?: string) => void>>;

/** What can be given where a log has to go somewhere. */
export type SinkOption = Sink | LineFunction | StructuredLogger;
