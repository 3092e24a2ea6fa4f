import type { Server } from 'node:http';

import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

import { sayPortOf } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const app = new Hono().use('*', serveStatic({ root, precompressed: true }));
await sayPortOf(serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }) as Server);
