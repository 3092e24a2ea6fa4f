import { framing } from '../../../src/conformance/server/framing.ts';
import { collected, onHeaders, streamed } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

const withoutLength = onHeaders((headers) => headers.filter(([name]) => name !== 'Content-Length'));

testFaults(framing, {
  'sends an array with its length': streamed,
  'sends a synchronous body chunked': collected,
  'sends no chunk beyond Content-Length': withoutLength,
  'destroys the connection where a body ends before Content-Length': withoutLength,
  'leaves coding, ranges and conditional requests to the application': (app) => (environ, startResponse) => {
    if (environ.HTTP_RANGE === undefined) return app(environ, startResponse);
    startResponse('206 Partial Content', []);
    return ['x'.repeat(10)];
  },
});
