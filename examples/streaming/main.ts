/**
 * Server-sent events, the progress of an upload, and a reverse proxy. `HOST` and `PORT` say where it is served,
 * `UPSTREAM` the origin of the server behind the proxy, in place of a small one that comes along.
 */

import { serve } from '@tsgi/server';

import { Pulse } from './pulse.ts';
import { streaming } from './streaming.ts';
import { upstream } from './upstream.ts';

const { HOST: host = '127.0.0.1', PORT: port = '8002', UPSTREAM: origin } = process.env;

try {
  const behind = origin === undefined ? await serve(upstream, { host: '127.0.0.1', port: 0 }) : undefined;
  const closing = new AbortController();
  const pulse = new Pulse();
  pulse.beat();
  const timer = setInterval(() => pulse.beat(), 1000);
  const site = streaming({ pulse, upstream: origin ?? behind!.url, closing: closing.signal });
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    closing.abort();
    await server.close();
    await behind?.close();
  };
  const server = await serve(site, { host, port: Number(port) }).catch(async (error: unknown) => {
    clearInterval(timer);
    await behind?.close();
    throw error;
  });
  console.log(`Serving ${server.url}; behind its proxy is ${origin ?? behind!.url}`);
  process.once('SIGINT', () => void stop()).once('SIGTERM', () => void stop());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
