/**
 * The application, served. `SERVER` says by which server, `HOST` and `PORT` where; with `TLS_KEY` and `TLS_CERT`, the
 * names of two files, it is https.
 */

import { readFileSync } from 'node:fs';

import { application } from './application.ts';
import { SERVERS } from './servers.ts';

const { SERVER: name = 'server', HOST: host = '127.0.0.1', PORT: port = '8002', TLS_KEY, TLS_CERT } = process.env;

try {
  const load = SERVERS[name];
  if (load === undefined) throw new Error(`SERVER must be one of ${Object.keys(SERVERS).join(', ')}, got ${name}`);
  const { serve } = await load();
  const tls = TLS_KEY !== undefined && TLS_CERT !== undefined && { key: read(TLS_KEY), cert: read(TLS_CERT) };
  const server = await serve(application, { host, port: Number(port), ...(tls && { tls }) });
  const stop = (): void => void server.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Serving ${server.url} by ${name}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
