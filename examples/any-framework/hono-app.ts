import { Hono } from 'hono';

import { layout, links } from './layout.ts';
import type { Steps } from './steps.ts';
import { FIELD, visitorOf } from './visitor.ts';

const TEXT = { headers: { 'Content-Type': 'text/plain' } };

/** A Hono application, as it would be on a server of its own. */
export function honoApp(steps: Steps): Hono {
  const app = new Hono();

  app.get('/', (context) => context.html(String(layout('Hono', visitorOf(context.req.header(FIELD)), links('/hono')))));
  app.get('/live', (context) => context.body(steps.watch(), TEXT));
  app.post('/echo', (context) => new Response(context.req.raw.body, TEXT));
  app.get('/fail', () => {
    throw new Error('Hono was asked to fail');
  });
  app.onError((error, context) => {
    console.error(String(error));
    return context.text('Hono has failed.\n', 500);
  });
  return app;
}
