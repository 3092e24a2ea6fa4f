import { get, post, router } from '@tsgi/router';
import { serve } from '@tsgi/server';
import { errors, notFound, stream, text } from '@tsgi/web';

import { type Framework, received, SECRET } from './framework.ts';
import { failing } from './failing-stream.ts';

export const inTsgi: Framework = {
  name: 'TSGI',
  packages: [],
  async start() {
    const app = router([
      get('/hello', () => text('hello')),
      get('/admin', () => text('admin')),
      get('/items/:id', ({ params }) => text(params.id)),
      post('/json', async (request) => text(received(await request.json()))),
      get('/throws', () => {
        throw new Error(SECRET);
      }),
      get('/rejects', async () => {
        await Promise.resolve();
        throw new Error(SECRET);
      }),
      get('/stream', () => stream(failing(new Error(SECRET)), { headers: [['Content-Type', 'text/plain']] })),
    ])(notFound());
    return serve(errors()(app), { port: 0, errors: { write: () => {}, flush: () => {} } });
  },
};
