// Files with sirv, as in production (`dev: false`, its default) on bare `node:http`: node static-sirv.ts <root>

import { createServer } from 'node:http';
import sirv from 'sirv';
import { announce } from '../harness/announce.ts';

const [root = ''] = process.argv.slice(2);
const files = sirv(root, { etag: true });

const server = createServer((request, response) => files(request, response));

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});
