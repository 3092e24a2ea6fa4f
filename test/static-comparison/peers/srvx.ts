import { serve } from 'srvx';
import { staticMiddleware } from 'srvx/static';

import { sayPort } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const server = serve({
  middleware: [staticMiddleware({ dir: root, encodings: true })],
  fetch: () => new Response('not found', { status: 404 }),
  hostname: '127.0.0.1',
  port: 0,
  silent: true,
});
await server.ready();
sayPort(Number(new URL(server.url ?? '').port));
