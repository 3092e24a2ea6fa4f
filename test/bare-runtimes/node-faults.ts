/** What Node does by itself. */

import { get, HOST, onWire } from './bare-fault.ts';
import { endsOfTls } from './ends-of-tls.ts';

export const NODE_FAULTS = {
  method: onWire('refuses a method that it does not know', {
    sent: `X-BREW / HTTP/1.1\r\n${HOST}\r\n`,
    comes: /^HTTP\/1.1 400 /,
  }),
  methodLetters: onWire('refuses a method in small letters', {
    sent: `get / HTTP/1.1\r\n${HOST}\r\n`,
    comes: /^HTTP\/1.1 400 /,
  }),
  pathBytes: onWire('refuses bytes beyond ASCII in a path', { sent: get('/\u00ff'), comes: /^HTTP\/1.1 400 / }),
  queryBytes: onWire('refuses bytes beyond ASCII in a query', {
    sent: get('/?\u00e4=\u00ff'),
    comes: /^HTTP\/1.1 400 /,
  }),
  spacesBehindMethod: onWire('passes over further spaces behind the method, and does not tell', {
    sent: `${get('/all')}GET  /all HTTP/1.1\r\n${HOST}\r\n`,
    comes: /(\{.+\})HTTP\/1.*\r\n\r\n\1$/s,
  }),
  spacesBehindTarget: onWire('passes over further spaces behind the target, and does not tell', {
    sent: `${get('/all')}GET /all  HTTP/1.1\r\n${HOST}\r\n`,
    comes: /(\{.+\})HTTP\/1.*\r\n\r\n\1$/s,
  }),
  endsOfTls,
} as const;
