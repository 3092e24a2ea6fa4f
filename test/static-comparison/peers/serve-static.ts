import { createServer } from 'node:http';

import express from 'express';
import serveStatic from 'serve-static';

import { sayPortOf } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const app = express().use(serveStatic(root));
await sayPortOf(createServer(app).listen(0, '127.0.0.1'));
