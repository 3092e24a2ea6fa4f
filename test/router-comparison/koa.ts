import { createServer } from 'node:http';
import { Readable } from 'node:stream';

import { bodyParser } from '@koa/bodyparser';
import { Router } from '@koa/router';
import Koa from 'koa';

import { type Framework, received, SECRET } from './framework.ts';
import { failing } from './failing-stream.ts';
import { running } from '../comparison/node-server.ts';

export const inKoa: Framework = {
  name: 'Koa',
  packages: ['koa', '@koa/router', '@koa/bodyparser'],
  async start() {
    const router = new Router();
    router.get('/hello', (ctx) => {
      ctx.body = 'hello';
    });
    router.get('/admin', (ctx) => {
      ctx.body = 'admin';
    });
    router.get('/items/:id', (ctx) => {
      ctx.body = ctx.params['id'];
    });
    router.post('/json', (ctx) => {
      ctx.body = received(ctx.request.body);
    });
    router.get('/throws', () => {
      throw new Error(SECRET);
    });
    router.get('/rejects', async () => {
      await Promise.resolve();
      throw new Error(SECRET);
    });
    router.get('/stream', (ctx) => {
      ctx.body = Readable.from(failing(new Error(SECRET)));
    });
    const app = new Koa();
    app.use(bodyParser()).use(router.routes()).use(router.allowedMethods());
    const handle = app.callback();
    return running(createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1'));
  },
};
