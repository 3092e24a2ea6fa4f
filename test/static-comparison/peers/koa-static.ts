import { createServer } from 'node:http';

import Koa from 'koa';
import serve from 'koa-static';

import { sayPortOf } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const handle = new Koa().use(serve(root)).callback();
await sayPortOf(createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1'));
