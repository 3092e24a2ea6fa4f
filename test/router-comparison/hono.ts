import type { Server } from 'node:http';

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { stream } from 'hono/streaming';

import { type Framework, received, SECRET } from './framework.ts';
import { FIRST_CHUNK, firstChunkRead } from './failing-stream.ts';
import { running } from '../comparison/node-server.ts';

export const inHono: Framework = {
  name: 'Hono',
  packages: ['hono', '@hono/node-server'],
  async start() {
    const app = new Hono();
    app.get('/hello', (c) => c.text('hello'));
    app.get('/admin', (c) => c.text('admin'));
    app.get('/items/:id', (c) => c.text(c.req.param('id')));
    app.post('/json', async (c) => c.text(received(await c.req.json())));
    app.get('/throws', () => {
      throw new Error(SECRET);
    });
    app.get('/rejects', async () => {
      await Promise.resolve();
      throw new Error(SECRET);
    });
    app.get('/stream', (c) =>
      stream(c, async (out) => {
        await out.write(FIRST_CHUNK);
        await firstChunkRead();
        throw new Error(SECRET);
      }),
    );
    // Else it would put its own Response in the place of the one that all apps of this process have.
    const options = { hostname: '127.0.0.1', port: 0, overrideGlobalObjects: false };
    return running(serve({ fetch: app.fetch, ...options }) as Server);
  },
};
