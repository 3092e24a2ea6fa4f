/** Gives each exchange a structured logger. */

import { type Environ, type Middleware, refuseUnknownOptions } from '@tsgi/contract';

import { ambientLogger, loggerStorage, type LoggerStorage } from './ambient-logger.ts';
import { ExchangeLogger, type Logger, type LoggerSettings } from './exchange-logger.ts';
import { isLevel, LEVELS, type Level } from './level.ts';
import { openSink } from './open-sink.ts';
import { runApplication } from './run-application.ts';
import { sinkFailures } from './sink-failures.ts';
import type { SinkOption } from './sink.ts';
import { stdoutSink } from './stdout-sink.ts';

/** Options of `loggers`. */
export interface LoggersOptions {
  /** Where entries go: a sink, a function of a line, or a logger such as pino's. Default: `stdoutSink()`. */
  readonly sink?: SinkOption;
  /** The least grave level that is written. Default: `'info'`. */
  readonly level?: Level;
  /**
   * Whether `logger()` finds the exchange by itself, through `AsyncLocalStorage`, where code has no environ at hand.
   * Default: false.
   */
  readonly ambient?: boolean;
}

const LOGGER = Symbol('the logger of @tsgi/logging');

/**
 * Gives each exchange a logger, for `logger(environ)`. With `ambient` the application and its body run in an
 * asynchronous context, in which `logger()` finds it too.
 * @throws {TypeError} for an option that is not right, and for `ambient` where the runtime has no `node:async_hooks`.
 */
export function loggers(options: LoggersOptions = {}): Middleware {
  const { settings, storage } = checked(options);
  return function withLogger(app) {
    return function logging(environ, startResponse) {
      const own = new ExchangeLogger(settings, environ);
      environ['tsgi.exchange'].state.set(LOGGER, own);
      if (storage === undefined) return app(environ, startResponse);
      return runApplication(app, environ, startResponse, (fn) => storage.run(own, fn));
    };
  };
}

/**
 * The logger of an exchange; without an environ, that of the exchange in whose asynchronous context this is called.
 * @throws {Error} where `loggers()` is not in the stack, or is not `ambient`.
 */
export function logger(environ?: Environ): Logger {
  if (environ === undefined) {
    const current = ambientLogger();
    if (current !== undefined) return current;
    throw new Error('logger(): give it the environ, or put loggers({ ambient: true }) in front of this application');
  }
  const own = environ['tsgi.exchange'].state.get(LOGGER);
  if (own instanceof ExchangeLogger) return own;
  throw new Error('logger(): put loggers() into the stack, in front of this application');
}

function checked(options: LoggersOptions): { settings: LoggerSettings; storage: LoggerStorage | undefined } {
  refuseUnknownOptions('loggers', options, ['sink', 'level', 'ambient']);
  const { sink = stdoutSink(), level = 'info', ambient = false } = options;
  if (!isLevel(level)) {
    throw new TypeError(`loggers(): level must be one of ${LEVELS.join(', ')}, got ${JSON.stringify(level)}`);
  }
  if (typeof ambient !== 'boolean') {
    throw new TypeError(`loggers(): ambient must be a boolean, got ${typeof ambient}`);
  }
  const storage = ambient ? loggerStorage() : undefined;
  if (ambient && storage === undefined) {
    throw new TypeError('loggers(): ambient needs AsyncLocalStorage of node:async_hooks, which this runtime has not');
  }
  const target = openSink(sink, 'loggers');
  return { settings: { target, least: LEVELS.indexOf(level), failures: sinkFailures('logger(): an entry') }, storage };
}
