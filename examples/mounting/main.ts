/** Several applications as one. `HOST` and `PORT` say where it is served. */

import { serve } from '@tsgi/server';

import { site } from './mounting.ts';

const { HOST: host = '127.0.0.1', PORT: port = '8002' } = process.env;

try {
  const server = await serve(site, { host, port: Number(port) });
  const stop = (): void => void server.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Serving ${server.url}, and a shop of its own at http://shop.localhost:${new URL(server.url).port}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
