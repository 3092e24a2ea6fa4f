// Bare `node:http` that also makes an object of each request with what an environ holds: the floor for anything that gives
// applications one and asks no more of Node than what it offers to all.

import { createServer, type IncomingMessage } from 'node:http';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const length = Buffer.byteLength(HELLO_TEXT);
const keys = new Map<string, string>();

const server = createServer((request, response) => {
  const { REQUEST_METHOD } = environOf(request);
  if (REQUEST_METHOD !== 'GET') throw new Error('nobody asks otherwise');
  response.writeHead(200, { 'Content-Type': HELLO_TYPE, 'Content-Length': length });
  response.end(HELLO_TEXT);
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});

function environOf({ method, url = '', rawHeaders }: IncomingMessage): Record<string, unknown> {
  const mark = url.indexOf('?');
  const environ: Record<string, unknown> = {
    REQUEST_METHOD: method,
    SCRIPT_NAME: '',
    PATH_INFO: mark === -1 ? url : url.slice(0, mark),
    QUERY_STRING: mark === -1 ? '' : url.slice(mark + 1),
    REQUEST_URI: url,
    SERVER_NAME: 'localhost',
    SERVER_PORT: '80',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_PORT: '1024',
    'tsgi.version': undefined,
    'tsgi.url_scheme': 'http',
    'tsgi.input': undefined,
    'tsgi.errors': undefined,
    'tsgi.exchange': undefined,
    'tsgi.multithread': false,
    'tsgi.multiprocess': false,
    'tsgi.run_once': false,
    'tsgi.informational': undefined,
    'tsgi.trailers': undefined,
    'tsgi.file_wrapper': undefined,
  };
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    let key = keys.get(name);
    if (key === undefined) keys.set(name, (key = `HTTP_${name.toUpperCase().replaceAll('-', '_')}`));
    environ[key] = rawHeaders[i + 1];
  }
  return environ;
}
