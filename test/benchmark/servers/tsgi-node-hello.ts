// The hello application over `node:http`, every limit and timeout at its default.

import type { Application } from '@tsgi/contract';
import { serve } from '@tsgi/node';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const application: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', HELLO_TYPE]]);
  return [HELLO_TEXT];
};

const server = await serve(application, { host: '127.0.0.1', port: 0 });
announce(server.port);
