import { createServer } from 'node:http';

import sirv from 'sirv';

import { sayPortOf } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const files = sirv(root, { etag: true, gzip: true, brotli: true });
await sayPortOf(createServer((request, response) => files(request, response)).listen(0, '127.0.0.1'));
