/** One record of every exchange, written when it is over. */

import {
  type Deferred,
  derive,
  type Environ,
  type Input,
  type Middleware,
  refuseUnknownOptions,
  type Upgrade,
} from '@tsgi/contract';
import { checkProxies, type ProxyOptions } from '@tsgi/http';

import type { AccessRecord } from './access-record.ts';
import { CountedInput } from './counted-input.ts';
import { ExchangeRecord, type RecordSettings } from './exchange-record.ts';
import { EVERYTHING, type Watched } from './line-format.ts';
import { mayHaveContent } from './may-have-content.ts';
import { recordWriter, type RecordWriterOptions } from './record-writer.ts';
import { Redaction, type RedactionOptions } from './redaction.ts';
import { sampler, type SampleOptions } from './sample.ts';
import { sinkFailures } from './sink-failures.ts';

/** Options of `accessLog`. */
export interface AccessLogOptions extends RecordWriterOptions, RedactionOptions, ProxyOptions {
  /** Whether a record is left out. Default: none is. */
  readonly skip?: (record: AccessRecord) => boolean;
  /** Which share of the records is written, from 0 to 1, by their outcome; failures and 5xx always are. Default: all. */
  readonly sample?: SampleOptions;
}

interface Settings extends RecordSettings {
  readonly watched: Watched;
  readonly write: (record: AccessRecord) => void;
}

/**
 * Writes a record of each exchange when it is over: what was sent, when, and whether the client was still there. It
 * belongs outside of all other layers, so that it sees what they do.
 * @throws {TypeError} for an option that is not right; for a format string, with the position in it.
 */
export function accessLog(options: AccessLogOptions = {}): Middleware {
  const settings = checked(options);
  const { watched, write } = settings;
  const watches = watched.times || watched.headers || watched.content;
  return function accessLogLayer(app) {
    return function loggingAccess(environ, startResponse) {
      const record = new ExchangeRecord(environ, settings);
      const exchange = environ['tsgi.exchange'];
      // Deferred with the head once more: it then runs before what other layers have deferred until then, so that what
      // they do when all is sent is not the client's time. The record is written after that.
      let awaited = 1;
      const onEnd: Deferred = (outcome) => {
        if (watched.times) record.noteEnd();
        if (--awaited > 0) return;
        record.noteOutcome(outcome);
        write(record);
      };
      exchange.defer(onEnd);
      if (!watches) return app(environ, startResponse);
      const body = app(watchedEnviron(environ, record, watched), (status, headers, error) => {
        startResponse(status, headers, error);
        // Nothing more is deferred where it is over.
        if (awaited === 0 || !record.noteHead(status, headers)) return;
        awaited++;
        exchange.defer(onEnd);
      });
      record.noteReturn(body);
      return body;
    };
  };
}

/** Has the request's content counted, and the head of an upgrade noted: a copy, where there may be either. */
function watchedEnviron(environ: Environ, record: ExchangeRecord, { content }: Watched): Environ {
  const counts = content && mayHaveContent(environ);
  const upgrade = environ.HTTP_UPGRADE === undefined ? undefined : environ['tsgi.upgrade'];
  if (!counts && upgrade === undefined) return environ;
  const changes: Partial<Environ> = {};
  if (counts) changes['tsgi.input'] = countedInput(environ['tsgi.input'], record);
  if (upgrade !== undefined) changes['tsgi.upgrade'] = notedUpgrade(upgrade, record);
  return derive(environ, changes);
}

// Functions of their own: one that holds a closure makes what it needs whenever it is called, with or without the closure.

function countedInput(input: Input, record: ExchangeRecord): Input {
  return new CountedInput(input, (bytes) => (record.requestBytes += bytes));
}

function notedUpgrade(upgrade: Upgrade, record: ExchangeRecord): Upgrade {
  return (headers, handler) => {
    const body = upgrade(headers, handler);
    record.noteUpgrade(headers);
    return body;
  };
}

const OPTIONS: readonly (keyof AccessLogOptions)[] = [
  'format',
  'sink',
  'colors',
  'skip',
  'sample',
  'query',
  'redactPaths',
  'redactHeaders',
  'revealHeaders',
  'requestHeaders',
  'responseHeaders',
  'trustedProxies',
  'forwarded',
];

function checked(options: AccessLogOptions): Settings {
  refuseUnknownOptions('accessLog', options, OPTIONS);
  const { skip, sample } = options;
  if (skip !== undefined && typeof skip !== 'function') {
    throw new TypeError(`accessLog(): skip must be a function, got ${typeof skip}`);
  }
  const recorder = recordWriter(options);
  const sampled = sample === undefined ? undefined : sampler(sample, 'accessLog');
  const failures = sinkFailures('accessLog(): a record');
  return {
    redaction: new Redaction(options, 'accessLog'),
    proxies: checkProxies(options, 'accessLog'),
    watched: skip === undefined ? recorder.watched : EVERYTHING,
    write: (record) => {
      try {
        if (skip?.(record) === true || sampled?.(record) === false) return;
        failures.watch(recorder.write(record), record.environ);
      } catch (error) {
        failures.report(error, record.environ);
      }
    },
  };
}
