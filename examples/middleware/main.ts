/**
 * A shop with the middleware in front. `HOST` and `PORT` say where it is served, `BEGINS_IN` and `LASTS`, in seconds,
 * when maintenance is.
 */

import { maintenance } from 'tsgi-maintenance';

import { compose } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { errors } from '@tsgi/web';

import { shop } from './demo-site.ts';

const { HOST: host = '127.0.0.1', PORT: port = '8002', BEGINS_IN: beginsIn = '60', LASTS: lasts = '60' } = process.env;

try {
  const from = new Date(Date.now() + 1000 * Number(beginsIn));
  const until = new Date(from.getTime() + 1000 * Number(lasts));
  const stack = compose(
    errors(),
    maintenance({ from, until, announceMs: 45_000, passes: ({ PATH_INFO: path }) => path === '/health' }),
  );
  const server = await serve(stack(shop), { host, port: Number(port) });
  const stop = (): void => void server.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Serving a shop at ${server.url}, which is away for ${lasts} seconds, ${beginsIn} seconds from now`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
