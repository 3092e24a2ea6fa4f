import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';

import type { Application } from '@tsgi/contract';
import {
  type Logger,
  logger,
  loggers,
  type LoggersOptions,
  requestId,
  requestIdOf,
  traceContext,
  traceOf,
} from '@tsgi/logging';
import { client, environ } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['Hello'];
};

const saying =
  (say: (log: Logger) => void): Application =>
  (request, startResponse) => {
    say(logger(request));
    return hello(request, startResponse);
  };

async function linesOf(app: Application, options: LoggersOptions = {}): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const response = await client(loggers({ sink: (line) => void lines.push(line), ...options })(app)).get('/');
  await response.bytes();
  await response.outcome();
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('gives each exchange a logger', async () => {
  const [line] = await linesOf(saying((log) => log.info('Hello', { to: 'you' })));
  expect(line).toMatchObject({ level: 'info', message: 'Hello', to: 'you' });
});

test('writes what carries the ids of its exchange, whichever layer is outside', async () => {
  const seen: unknown[] = [];
  const app: Application = (request, startResponse) => {
    const { traceId, spanId } = traceOf(request);
    seen.push({ 'request.id': requestIdOf(request), 'trace.id': traceId, 'span.id': spanId });
    logger(request).info('a');
    return hello(request, startResponse);
  };
  expect(await linesOf(requestId()(traceContext()(app)))).toMatchObject([seen[0]]);
});

test('keeps exchanges apart', async () => {
  const lines: string[] = [];
  const app = loggers({ sink: (line) => void lines.push(line) })(async (request, startResponse) => {
    request['tsgi.exchange'].state.set('request.id', request.PATH_INFO);
    await Promise.resolve();
    logger(request).info(request.PATH_INFO);
    return hello(request, startResponse);
  });
  await Promise.all(['/a', '/b', '/c'].map((path) => client(app).get(path)));
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject(
    ['/a', '/b', '/c'].map((path) => ({ message: path, 'request.id': path })),
  );
});

test('writes from the level that it is told', async () => {
  const say = saying((log) => {
    log.debug('a');
    log.info('b');
  });
  expect(await linesOf(say)).toHaveLength(1);
  expect(await linesOf(say, { level: 'debug' })).toHaveLength(2);
  expect(await linesOf(say, { level: 'warn' })).toHaveLength(0);
});

const failing = (): never => {
  throw new Error('the disk is full');
};

test('says once that a sink throws, and goes on', async () => {
  const app = loggers({ sink: failing })(
    saying((log) => {
      log.info('a');
      log.info('b');
    }),
  );
  const response = await client(app).get('/');
  await response.expect({ status: 200, text: 'Hello' });
  expect(response.errors.match(/the disk is full/g)).toHaveLength(1);
});

test('writes to pino, as fields', async () => {
  const lines: string[] = [];
  const sink = pino({ level: 'trace', base: null }, { write: (line: string) => void lines.push(line) });
  const app = requestId({ generate: () => 'r7' })(
    saying((log) => log.warn(new Error('no', { cause: 7n }), { user: 1 })),
  );
  await client(loggers({ sink })(app)).get('/');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 40,
      time: expect.any(Number),
      msg: 'no',
      user: 1,
      error: { type: 'Error', message: 'no', stack: expect.any(String), cause: '7' },
      'request.id': 'r7',
    },
  ]);
});

test('is synchronous around a synchronous application', () => {
  for (const ambient of [false, true]) {
    expect(loggers({ sink: () => {}, ambient })(hello)(environ(), () => {})).toBeInstanceOf(Array);
  }
});

const far = (): void => logger().info('from far away');

const farFromEnviron: Application = async (request, startResponse) => {
  request['tsgi.exchange'].state.set('request.id', 'r');
  await Promise.resolve();
  far();
  startResponse('200 OK', []);
  return (async function* () {
    far();
    yield 'a';
    await Promise.resolve();
    far();
  })();
};

describe('ambient', () => {
  test('finds the exchange by itself, also in the body', async () => {
    const lines = await linesOf(farFromEnviron, { ambient: true });
    const told = { message: 'from far away', 'request.id': 'r' };
    expect(lines).toMatchObject([told, told, told]);
  });

  test('is refused where the runtime has no asynchronous contexts', () => {
    vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => undefined);
    expect(() => loggers({ sink: () => {}, ambient: true })).toThrow(
      'loggers(): ambient needs AsyncLocalStorage of node:async_hooks, which this runtime has not',
    );
  });

  test('has nothing to find outside', async () => {
    const missing = 'logger(): give it the environ, or put loggers({ ambient: true }) in front of this application';
    expect(far).toThrow(missing);
    let thrown: unknown;
    const app: Application = (request, startResponse) => {
      try {
        far();
      } catch (error) {
        thrown = error;
      }
      return hello(request, startResponse);
    };
    await linesOf(app);
    expect(thrown).toEqual(new Error(missing));
  });
});

test('is named where it is missing', () => {
  expect(() => logger(environ())).toThrow('logger(): put loggers() into the stack, in front of this application');
});

test.each([
  [{ level: 'loud' }, 'loggers(): level must be one of trace, debug, info, warn, error, fatal, got "loud"'],
  [{ ambient: 1 }, 'loggers(): ambient must be a boolean, got number'],
  [{ sink: process.stdout }, 'loggers(): sink must be a sink, a function of a line, or a logger'],
])('refuses %o', (options, message) => {
  expect(() => loggers(options as never)).toThrow(message);
});

describe('conformance', () => {
  declareTests(middlewareConformance(loggers({ sink: () => {} })), { describe, test });
});

describe('conformance, ambient', () => {
  const changes = { environ: ['tsgi.file_wrapper', 'tsgi.upgrade'] };
  declareTests(middlewareConformance(loggers({ sink: () => {}, ambient: true }), { changes }), { describe, test });
});
