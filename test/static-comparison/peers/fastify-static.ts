import { fastifyStatic } from '@fastify/static';
import { fastify } from 'fastify';

import { sayPortOf } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const app = fastify();
await app.register(fastifyStatic, { root, preCompressed: true });
await app.listen({ host: '127.0.0.1', port: 0 });
await sayPortOf(app.server);
