import { createServer } from 'node:http';

import express from 'express';

import { type Framework, received, SECRET } from './framework.ts';
import { FIRST_CHUNK, firstChunkRead } from './failing-stream.ts';
import { running } from '../comparison/node-server.ts';

export const inExpress: Framework = {
  name: 'Express',
  packages: ['express'],
  async start() {
    const app = express();
    app.use(express.json());
    app.get('/hello', (_request, response) => void response.send('hello'));
    app.get('/admin', (_request, response) => void response.send('admin'));
    app.get('/items/:id', (request, response) => void response.send(request.params.id));
    app.post('/json', (request, response) => void response.send(received(request.body)));
    app.get('/throws', () => {
      throw new Error(SECRET);
    });
    app.get('/rejects', async () => {
      await Promise.resolve();
      throw new Error(SECRET);
    });
    app.get('/stream', async (_request, response) => {
      response.write(FIRST_CHUNK);
      await firstChunkRead();
      throw new Error(SECRET);
    });
    return running(createServer(app).listen(0, '127.0.0.1'));
  },
};
