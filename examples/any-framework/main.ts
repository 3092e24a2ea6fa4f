/** Three frameworks on one port. `HOST` and `PORT` say where. */

import { stdoutSink } from '@tsgi/logging';
import { serve } from '@tsgi/server';

import { site } from './site.ts';
import { Steps } from './steps.ts';

const { HOST: host = '127.0.0.1', PORT: port = '8002' } = process.env;
const log = stdoutSink();
const steps = new Steps();

try {
  const server = await serve(site(steps, log), { host, port: Number(port) });
  console.log(`Serving three frameworks at ${server.url}`);
  const stop = async (): Promise<void> => {
    steps.close();
    await server.close();
    await log.close();
  };
  process.once('SIGINT', () => void stop()).once('SIGTERM', () => void stop());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
