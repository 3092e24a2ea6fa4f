// The hello application on the server of the runtime that runs this, Bun or Deno, at its defaults.

import type { Application } from '@tsgi/contract';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const application: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', HELLO_TYPE]]);
  return [HELLO_TEXT];
};

const { serve } = 'Bun' in globalThis ? await import('@tsgi/fetch/bun') : await import('@tsgi/fetch/deno');
const server = await serve(application, { host: '127.0.0.1', port: 0 });
announce(server.port);
