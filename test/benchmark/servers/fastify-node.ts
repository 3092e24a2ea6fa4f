// Fastify over `node:http`, at its defaults.

import fastify from 'fastify';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const app = fastify();
app.get('/', (_request, reply) => reply.header('Content-Type', HELLO_TYPE).send(HELLO_TEXT));
await app.listen({ host: '127.0.0.1', port: 0 });

const address = app.server.address();
if (typeof address === 'object' && address !== null) announce(address.port);
