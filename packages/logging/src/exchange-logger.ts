import type { Environ } from '@tsgi/contract';

import { LEVELS, type Level } from './level.ts';
import { logLine } from './log-line.ts';
import type { EntryTarget, LineTarget } from './open-sink.ts';
import { isError, type PlainObject, plainFields, plainMessage } from './plain-value.ts';
import type { SinkFailures } from './sink-failures.ts';
import { REQUEST_ID, SPAN_ID, stringAt, TRACE_ID } from './state-keys.ts';

/**
 * Writes a message, or an error, with fields that say more. It never throws, whatever it is given, and needs no logger
 * before it: `const { info } = logger(environ)`.
 */
export type Write = (message: string | Error, fields?: object) => void;

/** A structured logger that is bound to an exchange: whatever it writes carries the ids of its request and its trace. */
export interface Logger extends Readonly<Record<Level, Write>> {
  /** Whether entries of this level are written: to ask before something costly is made for one. */
  isEnabled(level: Level): boolean;
  /** A logger that writes these fields too, with each of its entries. */
  with(fields: object): Logger;
}

/** What loggers of one middleware share. */
export interface LoggerSettings {
  readonly target: LineTarget | EntryTarget;
  /** The least grave level that is written, as its place in `LEVELS`. */
  readonly least: number;
  readonly failures: SinkFailures;
}

/** The logger of an exchange. */
export class ExchangeLogger implements Logger {
  readonly #settings: LoggerSettings;
  readonly #environ: Environ;
  readonly #bound: PlainObject | undefined;

  constructor(settings: LoggerSettings, environ: Environ, bound?: PlainObject) {
    this.#settings = settings;
    this.#environ = environ;
    this.#bound = bound;
  }

  get trace(): Write {
    return this.#writing(0);
  }

  get debug(): Write {
    return this.#writing(1);
  }

  get info(): Write {
    return this.#writing(2);
  }

  get warn(): Write {
    return this.#writing(3);
  }

  get error(): Write {
    return this.#writing(4);
  }

  get fatal(): Write {
    return this.#writing(5);
  }

  isEnabled(level: Level): boolean {
    return LEVELS.indexOf(level) >= this.#settings.least;
  }

  with(fields: object): Logger {
    const plain = plainFields(fieldsOf(fields));
    return new ExchangeLogger(this.#settings, this.#environ, { ...this.#bound, ...plain });
  }

  /** A function made at each call, so that `promise.catch(log.error)` works, and a logger that nobody uses costs none. */
  #writing(rank: number): Write {
    if (rank < this.#settings.least) return ignore;
    return (message, fields) => this.#write(rank, message, fields);
  }

  #write(rank: number, said: string | Error, given: object | undefined): void {
    const { target, failures } = this.#settings;
    try {
      const level = LEVELS[rank]!;
      const message = plainMessage(said);
      const more = given === undefined ? undefined : fieldsOf(given);
      const fields = isError(said) ? withError(said, more) : more;
      const context = this.#context();
      if (target.takes === 'entries') {
        const plain = fields === undefined ? undefined : plainFields(fields);
        failures.watch(target.write(level, { ...this.#bound, ...plain, ...context }, message), this.#environ);
      } else {
        const line = logLine({ time: Date.now(), level, message, context, bound: this.#bound, fields });
        failures.watch(target.write(line, level), this.#environ);
      }
    } catch (error) {
      failures.report(error, this.#environ);
    }
  }

  /** Read when it is written: the layers that know may be further in than the one that made this. */
  #context(): PlainObject {
    const exchange = this.#environ['tsgi.exchange'];
    const context: PlainObject = {};
    for (const key of [REQUEST_ID, TRACE_ID, SPAN_ID]) {
      const value = stringAt(exchange, key);
      if (value !== undefined) context[key] = value;
    }
    return context;
  }
}

function ignore(): void {}

/** What is given as fields. An error that is, is one field: it has none that would be seen. */
function fieldsOf(given: object): object {
  return isError(given) ? { error: given } : (Object(given) as object);
}

/** Fields behind the error that is said. Those that throw when they are read are read later, one by one. */
function withError(error: Error, fields: object | undefined): object {
  if (fields === undefined) return { error };
  try {
    const { error: _, ...own } = Object.getOwnPropertyDescriptors(fields);
    return Object.defineProperties({ error }, own);
  } catch {
    return { error, ...plainFields(fields) };
  }
}
