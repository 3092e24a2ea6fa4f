/** An application that knows nothing of servers: a bit of everything that can be answered. */

import type { Application } from '@tsgi/contract';
import { any, get, mount, post, router } from '@tsgi/router';
import { staticFiles } from '@tsgi/static';
import { empty, json, notFound, stream, text } from '@tsgi/web';

const files = staticFiles(new URL('files/', import.meta.url));

export const application: Application = router([
  get('/', () => text('你好，世界\n')),
  get('/cookies', () => text('two of them\n', { headers: TWO_COOKIES })),
  get('/nothing', () => empty()),
  get('/stream', () => stream(verses, { type: 'text/plain; charset=utf-8' })),
  post('/echo', (request) => stream(request.stream(), { type: request.header('Content-Type') ?? 'text/plain' })),
  any('/asked', ({ environ }) => json(Object.fromEntries(SHOWN.map((key) => [key, environ[key]])))),
  get('/fail', () => {
    throw new Error('as it was asked to');
  }),
  get('/break', () => stream(half, { type: 'text/plain' })),
  mount('/files', files(notFound())),
])(notFound());

const TWO_COOKIES = [
  ['Set-Cookie', 'a=1'],
  ['Set-Cookie', 'b=2'],
] as const;

/** What does not depend on the connection. */
const SHOWN = [
  'REQUEST_METHOD',
  'SCRIPT_NAME',
  'PATH_INFO',
  'QUERY_STRING',
  'REQUEST_URI',
  'CONTENT_TYPE',
  'CONTENT_LENGTH',
  'HTTP_HOST',
  'HTTP_X_NAME',
] as const;

/** Comes in pieces, each when it is asked for. */
async function* verses(): AsyncGenerator<string> {
  for (const verse of ['床前明月光\n', '疑是地上霜\n', '举头望明月\n', '低头思故乡\n']) yield verse;
}

async function* half(): AsyncGenerator<string> {
  yield 'This is as far as it g';
  throw new Error('half of it is out');
}
