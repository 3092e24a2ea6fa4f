/** The guestbook, served. `HOST`, `PORT` and `DATA` say where, and where it keeps what is written; `TSGI_SECRET` seals its sessions. */

import { tmpdir } from 'node:os';
import path from 'node:path';

import { stdoutSink } from '@tsgi/logging';
import { serve } from '@tsgi/server';

import { guestbook } from './guestbook.ts';
import { openSite } from './site.ts';

const { HOST: host = '127.0.0.1', PORT: port = '8002', TSGI_SECRET: secret } = process.env;
const data = path.resolve(process.env['DATA'] ?? path.join(tmpdir(), 'tsgi-guestbook'));

try {
  const site = await openSite(data, secret);
  const log = stdoutSink();
  const server = await serve(guestbook(site, log), { host, port: Number(port) });
  console.log(`Serving the guestbook at ${server.url}; what is written is kept in ${data}`);
  const stop = async (): Promise<void> => {
    site.live.emit('close');
    await server.close();
    await log.close();
    site[Symbol.dispose]();
  };
  process.once('SIGINT', () => void stop()).once('SIGTERM', () => void stop());
} catch (error) {
  console.error(`The guestbook, kept in ${data}, cannot be served: ${(error as Error).message}`);
  process.exitCode = 1;
}
