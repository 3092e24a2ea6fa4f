/** Serves on Bun or Deno: `serve.ts <runtime> <options as JSON>`. Says where, or what is in the way, in a line of JSON. */

import { type Application, type ErrorStream, readBody } from '@tsgi/contract';
import type { Server } from '@tsgi/serving';

import { fromFetch } from '../../src/from-fetch.ts';

const [name = '', options = '{}'] = process.argv.slice(2);
const { serve } = (await import(`../../src/${name}.ts`)) as {
  serve: (app: Application, options: object) => Promise<Server>;
};

const errors: ErrorStream = { write: (text) => say({ report: text }), flush() {} };

const handled = fromFetch(() => new Response('x'.repeat(1000)));

/** Answers with what it sees, and with the content of the request; closes the server, or never ends, where it is asked to. */
const application: Application = async (environ, startResponse) => {
  const content = new TextDecoder().decode(await readBody(environ));
  const { REMOTE_ADDR, REMOTE_PORT, SERVER_NAME, SERVER_PORT, SERVER_PROTOCOL, HTTP_HOST, PATH_INFO } = environ;
  if (PATH_INFO === '/close') void server.close().then(() => say({ closed: true }));
  if (PATH_INFO === '/never-over') environ['tsgi.exchange'].defer(() => new Promise(() => {}));
  if (PATH_INFO === '/handled') return handled(environ, startResponse);
  startResponse('200 OK', [['Content-Type', 'application/json']]);
  const scheme = environ['tsgi.url_scheme'];
  const multiprocess = environ['tsgi.multiprocess'];
  const peer = [REMOTE_ADDR, typeof REMOTE_PORT];
  return [
    JSON.stringify({ scheme, multiprocess, peer, SERVER_NAME, SERVER_PORT, SERVER_PROTOCOL, HTTP_HOST, content }),
  ];
};

function say(what: object): void {
  console.log(JSON.stringify(what));
}

let server: Server;
try {
  server = await serve(application, { errors, ...(JSON.parse(options) as object) });
  say({ url: server.url, host: server.host, port: server.port });
} catch (error) {
  const { name: kind, message, code } = error as Error & { code?: string };
  say({ error: { name: kind, message, code } });
}
