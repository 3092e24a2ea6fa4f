import { getRouterParam, H3, iterable, readBody, serve } from 'h3';

import { type Framework, received, SECRET } from './framework.ts';
import { failing } from './failing-stream.ts';

export const inH3: Framework = {
  name: 'h3',
  packages: ['h3'],
  async start() {
    const app = new H3()
      .get('/hello', () => 'hello')
      .get('/admin', () => 'admin')
      .get('/items/:id', (event) => getRouterParam(event, 'id', { decode: true }))
      .post('/json', async (event) => received(await readBody(event)))
      .get('/throws', () => {
        throw new Error(SECRET);
      })
      .get('/rejects', async () => {
        await Promise.resolve();
        throw new Error(SECRET);
      })
      .get('/stream', () => iterable(failing(new Error(SECRET))));
    // Signals are the test runner's.
    const options = { hostname: '127.0.0.1', port: 0, silent: true, gracefulShutdown: false };
    const server = serve(app, options);
    await server.ready();
    return { port: Number(new URL(server.url ?? '').port), close: () => server.close(true) };
  },
};
