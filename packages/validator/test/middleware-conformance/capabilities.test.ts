import { derive, mapChunks, setHeader } from '@tsgi/contract';

import { capabilities } from '../../src/middleware-conformance/capabilities.ts';
import { withBody, withEnviron, withHead } from './fixtures/layers.ts';
import { testTopic } from './fixtures/mistake.ts';

testTopic(capabilities, [
  {
    does: 'offers early hints where the server cannot send any',
    middleware: withEnviron((environ) => ({ 'tsgi.informational': () => {}, ...environ })),
    caughtBy: ['adds no capability that the server has not'],
  },
  {
    does: 'offers early hints, and sends none',
    middleware: withEnviron((environ) => derive(environ, { 'tsgi.informational': () => {} })),
    caughtBy: ['passes tsgi.informational on as it works, or not at all'],
  },
  {
    does: 'offers trailers, and sends none',
    middleware: withEnviron((environ) => derive(environ, { 'tsgi.trailers': () => {} })),
    caughtBy: ['passes tsgi.trailers on as it works, or not at all'],
  },
  {
    does: 'gives a length to a response that has trailers',
    middleware: withHead((status, headers) => [status, setHeader(headers, 'Content-Length', '11')]),
    states: { adds: { headers: ['Content-Length'] } },
    caughtBy: ['passes tsgi.trailers on as it works, or not at all'],
  },
  {
    does: 'forgets the range of a file',
    middleware: withEnviron((environ) => {
      const wrap = environ['tsgi.file_wrapper'];
      return wrap === undefined ? environ : derive(environ, { 'tsgi.file_wrapper': (path) => wrap(path) });
    }),
    caughtBy: ['passes tsgi.file_wrapper on as it works, or not at all'],
  },
  {
    does: 'changes the body of an upgrade, which is none',
    middleware: withBody((body) => mapChunks(body, (chunk) => chunk)),
    caughtBy: ['passes tsgi.upgrade on as it works, or not at all'],
  },
]);
