// Hono over `node:http`, by its own adapter, at its defaults.

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const app = new Hono();
app.get('/', (context) => context.body(HELLO_TEXT, 200, { 'Content-Type': HELLO_TYPE }));

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => announce(port));
