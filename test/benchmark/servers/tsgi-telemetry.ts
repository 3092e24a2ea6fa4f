// The hello application with the layer of `@tsgi/logging` that is the first argument.

import type { Application, Middleware } from '@tsgi/contract';
import { fileSink, logger, loggers, metrics, requestId, serverTiming, traceContext } from '@tsgi/logging';
import { serve } from '@tsgi/server';
import * as promClient from 'prom-client';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', HELLO_TYPE]]);
  return [HELLO_TEXT];
};

const saying: Middleware = (app) => (environ, startResponse) => {
  logger(environ).info('saying hello', { to: 'the world', times: 1 });
  return app(environ, startResponse);
};

const silent = { sink: () => {} };
const layers: Record<string, () => Application> = {
  requestId: () => requestId()(hello),
  traceContext: () => traceContext()(hello),
  metrics: () => metrics()(hello),
  'metrics, prom-client': () => metrics({ promClient })(hello),
  serverTiming: () => serverTiming()(hello),
  loggers: () => loggers(silent)(hello),
  'loggers, ambient': () => loggers({ ...silent, ambient: true })(hello),
  'loggers, a line': () => loggers({ sink: fileSink('/dev/null') })(saying(hello)),
};

const server = await serve(layers[process.argv[2] ?? '']!(), { host: '127.0.0.1', port: 0 });
announce(server.port);
