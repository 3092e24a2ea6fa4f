import { pipeline, Readable } from 'node:stream';

import express, { type ErrorRequestHandler, type Express } from 'express';

import { layout, links } from './layout.ts';
import type { Steps } from './steps.ts';
import { FIELD, visitorOf } from './visitor.ts';

/** An Express application, as it would be on a server of its own. */
export function expressApp(steps: Steps): Express {
  const app = express();

  app.get('/', (request, response) => {
    response.send(String(layout('Express', visitorOf(request.get(FIELD)), links(request.baseUrl))));
  });
  app.get('/live', (_request, response) => {
    response.type('text');
    pipeline(Readable.fromWeb(steps.watch()), response, () => {});
  });
  app.post('/echo', (request, response) => void request.pipe(response.type('text')));
  app.get('/fail', () => {
    throw new Error('Express was asked to fail');
  });
  app.use(answerFailure);
  return app;
}

/** Express knows an error handler by its four parameters. */
const answerFailure: ErrorRequestHandler = (error, _request, response, _next) => {
  console.error(String(error));
  response.status(500).type('text').send('Express has failed.\n');
};
