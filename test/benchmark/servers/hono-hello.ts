// The hello application in Hono.

import { Hono } from 'hono';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

export const honoHello = new Hono();
honoHello.get('/', (context) => context.body(HELLO_TEXT, 200, { 'Content-Type': HELLO_TYPE }));
