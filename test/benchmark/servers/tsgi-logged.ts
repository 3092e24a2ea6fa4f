// The hello application with an access log to a file, in the format that is the first argument.

import type { Application } from '@tsgi/contract';
import { accessLog, fileSink } from '@tsgi/logging';
import { serve } from '@tsgi/server';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';
import { logFile } from './log-file.ts';

const application: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', HELLO_TYPE]]);
  return [HELLO_TEXT];
};

const logged = accessLog({ format: process.argv[2] ?? 'combined', sink: fileSink(logFile()) });
const server = await serve(logged(application), { host: '127.0.0.1', port: 0 });
announce(server.port);
