import { createServer } from 'node:http';

import { createRouter } from '@remix-run/fetch-router';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { staticFiles } from '@remix-run/static-middleware';

import { sayPortOf } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const router = createRouter({ middleware: [staticFiles(root)] });
const listener = createRequestListener((request) => router.fetch(request));
await sayPortOf(createServer(listener).listen(0, '127.0.0.1'));
