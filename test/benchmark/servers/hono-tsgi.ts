// Hono as an application on the TSGI reference server; with the argument `light` it is given light requests.

import { fromFetch } from '@tsgi/fetch';
import { serve } from '@tsgi/server';
import { announce } from '../harness/announce.ts';
import { honoHello } from './hono-hello.ts';

const application = fromFetch((request) => honoHello.fetch(request), { lightRequests: process.argv[2] === 'light' });
const server = await serve(application, { host: '127.0.0.1', port: 0 });
announce(server.port);
