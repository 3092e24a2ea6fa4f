// Files with @fastify/static on Fastify, both at their defaults: node static-fastify.ts <root>

import { fastifyStatic } from '@fastify/static';
import { fastify } from 'fastify';
import { announce } from '../harness/announce.ts';

const [root = ''] = process.argv.slice(2);
const app = fastify();
await app.register(fastifyStatic, { root });
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
if (typeof address === 'object' && address !== null) announce(address.port);
