/** From records to what a sink takes. */

import { isToken } from '@tsgi/http';

import type { AccessRecord } from './access-record.ts';
import { devFormat } from './dev-format.ts';
import { oneLine } from './escape.ts';
import { COMBINED, COMMON, compileFormat } from './format-string.ts';
import { jsonFormat } from './json-format.ts';
import { bothWatched, EVERYTHING, type LineFormat, type Watched } from './line-format.ts';
import { openSink } from './open-sink.ts';
import { type HeaderOptions, recordFields, recordObject } from './record-fields.ts';
import { recordLevel } from './record-level.ts';
import type { SinkOption } from './sink.ts';
import { stdoutSink } from './stdout-sink.ts';

/** A format: by its name, as a string of Apache's or gunicorn's kind, or as a function that makes a line. */
export type AccessLogFormat =
  | 'common'
  | 'combined'
  | 'json'
  | 'dev'
  | (string & {})
  | ((record: AccessRecord) => string);

/** How records are written, and where. */
export interface RecordWriterOptions extends HeaderOptions {
  /**
   * `'common'`, `'combined'`, `'json'`, `'dev'`, a format string as Apache or gunicorn has them, or a function that
   * makes a line. Default: `'combined'`.
   */
  readonly format?: AccessLogFormat;
  /** Where records go: a sink, a function of a line, or a logger such as pino's. Default: `stdoutSink()`. */
  readonly sink?: SinkOption;
  /** Whether `'dev'` is coloured. Default: where the sink is a terminal, unless `NO_COLOR` is set. */
  readonly colors?: boolean;
}

/** What takes records, and what it needs to have been watched. */
export interface RecordWriter {
  /** It throws what the sink throws, and gives what that gives. */
  readonly write: (record: AccessRecord) => unknown;
  readonly watched: Watched;
}

/** Checks the options, once for many records. @throws {TypeError} for one that is not right. */
export function recordWriter(options: RecordWriterOptions): RecordWriter {
  const { format, sink = stdoutSink(), colors } = options;
  checkNames('requestHeaders', options.requestHeaders, (name) => isToken(name) && !name.includes('_'));
  checkNames('responseHeaders', options.responseHeaders, isToken);
  if (colors !== undefined && typeof colors !== 'boolean') {
    throw new TypeError(`accessLog(): colors must be a boolean, got ${typeof colors}`);
  }
  const target = openSink(sink, 'accessLog');
  const fields = recordFields(options);
  const json = jsonFormat(fields, options.responseHeaders !== undefined);
  if (target.takes === 'lines') {
    const { line, bytes, watched } = lineFormat(format ?? 'combined', json, colors ?? target.colors);
    const { writeBytes } = target;
    if (bytes !== undefined && writeBytes !== undefined) {
      return { watched, write: (record) => writeBytes(bytes(record), recordLevel(record)) };
    }
    return { watched, write: (record) => target.write(line(record), recordLevel(record)) };
  }
  // The fields say all; the message is for people.
  const message = format === undefined || format === 'json' ? MESSAGE : lineFormat(format, json, colors ?? false);
  return {
    watched: bothWatched(json.watched, message.watched),
    write: (record) => target.write(recordLevel(record), recordObject(fields, record), message.line(record)),
  };
}

const MESSAGE: LineFormat = compileFormat('%m %U %s', 'accessLog');

function lineFormat(format: AccessLogFormat, json: LineFormat, colors: boolean): LineFormat {
  if (typeof format === 'function') return { line: (record) => oneLine(format(record)), watched: EVERYTHING };
  switch (format) {
    case 'common':
      return compileFormat(COMMON, 'accessLog');
    case 'combined':
      return compileFormat(COMBINED, 'accessLog');
    case 'json':
      return json;
    case 'dev':
      return devFormat(colors);
    default:
  }
  if (typeof format === 'string' && format.includes('%')) return compileFormat(format, 'accessLog');
  throw new TypeError(
    `accessLog(): format must be 'common', 'combined', 'json', 'dev', a string with directives such as %h, ` +
      `or a function, got ${typeof format === 'string' ? JSON.stringify(format) : typeof format}`,
  );
}

/** No request has a field whose name has `_`: servers leave them out. */
function checkNames(option: string, names: readonly string[] | undefined, isName: (name: string) => boolean): void {
  if (names === undefined) return;
  if (Array.isArray(names) && names.every((name) => typeof name === 'string' && isName(name))) return;
  throw new TypeError(`accessLog(): ${option} must be a list of names of header fields, got ${JSON.stringify(names)}`);
}
