/**
 * WSGI's simplest application, moved over line by line, with a page beside it that shows the environ.
 * `HOST` and `PORT` say where it is served.
 */

import type { Application } from '@tsgi/contract';
import { serve } from '@tsgi/server';

import { environPage } from './environ-page.ts';
import { favicon } from './favicon.ts';
import { routes } from './routes.ts';
import { specificationPage } from './specification-page.ts';

const application: Application = (environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/html; charset=utf-8']]);
  return ['你好，世界'];
};

const site = routes({
  '/': application,
  '/environ': environPage,
  '/specification': specificationPage,
  '/favicon.ico': favicon,
});

const { HOST: host = '127.0.0.1', PORT: port = '8002' } = process.env;

try {
  const server = await serve(site, { host, port: Number(port) });
  const stop = (): void => void server.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Serving ${server.url}, and what an application is given at ${server.url}/environ`);
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  console.error(code === 'EADDRINUSE' ? `${message}, as in PORT=${Number(port) + 1} npm run example hello` : message);
  process.exitCode = 1;
}
