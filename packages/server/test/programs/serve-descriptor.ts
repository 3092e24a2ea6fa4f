/** Serves on the descriptor 3 that it has inherited, until its standard input ends. */

import { serve } from '../../src/index.ts';

const server = await serve(
  (environ, startResponse) => {
    startResponse('200 OK', []);
    return [`served by another process: ${String(environ['tsgi.multiprocess'])}`];
  },
  { fd: 3 },
);
console.log(server.port);
process.stdin.resume().on('end', () => void server.close());
