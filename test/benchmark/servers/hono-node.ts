// Hono over `node:http`, by its own adapter, at its defaults.

import { serve } from '@hono/node-server';
import { announce } from '../harness/announce.ts';
import { honoHello } from './hono-hello.ts';

serve({ fetch: honoHello.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => announce(port));
