import { Readable } from 'node:stream';

import Koa from 'koa';

import { layout, links } from './layout.ts';
import type { Steps } from './steps.ts';
import { FIELD, visitorOf } from './visitor.ts';

/** A Koa application, as it would be on a server of its own. */
export function koaApp(steps: Steps): Koa {
  const app = new Koa();

  app.use((context) => {
    switch (`${context.method} ${context.path}`) {
      case 'GET /':
        context.body = String(layout('Koa', visitorOf(context.get(FIELD)), links('/koa')));
        break;
      case 'GET /live':
        context.type = 'text';
        context.body = Readable.fromWeb(steps.watch());
        break;
      case 'POST /echo':
        context.type = 'text';
        context.body = context.req;
        break;
      case 'GET /fail':
        throw new Error('Koa was asked to fail');
    }
  });
  app.on('error', (error: unknown) => console.error(String(error)));
  return app;
}
