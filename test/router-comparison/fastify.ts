import { Readable } from 'node:stream';

import { fastify } from 'fastify';

import { type Framework, received, SECRET } from './framework.ts';
import { failing } from './failing-stream.ts';
import { running } from '../comparison/node-server.ts';

export const inFastify: Framework = {
  name: 'Fastify',
  packages: ['fastify'],
  async start() {
    const app = fastify();
    app.get('/hello', (_request, reply) => reply.send('hello'));
    app.get('/admin', (_request, reply) => reply.send('admin'));
    app.get<{ Params: { id: string } }>('/items/:id', (request, reply) => reply.send(request.params.id));
    app.post('/json', (request, reply) => reply.send(received(request.body)));
    app.get('/throws', () => {
      throw new Error(SECRET);
    });
    app.get('/rejects', async () => {
      await Promise.resolve();
      throw new Error(SECRET);
    });
    app.get('/stream', (_request, reply) => reply.send(Readable.from(failing(new Error(SECRET)))));
    await app.listen({ host: '127.0.0.1', port: 0 });
    return running(app.server);
  },
};
