// Hono as an application on the TSGI reference server, at the defaults; with the argument `native` all its requests are Node's own.

import { fromFetch } from '@tsgi/fetch';
import { serve } from '@tsgi/server';
import { announce } from '../harness/announce.ts';
import { honoHello } from './hono-hello.ts';

const application = fromFetch((request) => honoHello.fetch(request), { nativeRequests: process.argv[2] === 'native' });
const server = await serve(application, { host: '127.0.0.1', port: 0 });
announce(server.port);
