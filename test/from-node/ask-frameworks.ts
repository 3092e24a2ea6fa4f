/** Serves an Express and a Koa application by the server that it is told, asks them, and prints what was seen. */

import type { Application } from '@tsgi/contract';
import { fromNode } from '@tsgi/node';
import { mount, router } from '@tsgi/router';
import type { Server, ServeOptions } from '@tsgi/serving';
import { notFound } from '@tsgi/web';
import express from 'express';
import Koa from 'koa';

/** What a client, or the listener itself, has seen of each. */
export type Seen = Readonly<Record<string, string>>;

const root = new URL('../..', import.meta.url).pathname;
const closed = Promise.withResolvers<unknown>();
const ends: string[] = [];

const app = express();
app.get('/where', ({ url, baseUrl, originalUrl, ip }, response) => {
  response.json({ url, baseUrl, originalUrl, ip });
});
app.get('/redirect', (_request, response) => response.cookie('a', '1').cookie('b', '2').redirect('where'));
app.post('/json', express.json(), (request, response) => void response.json(request.body));
app.post('/form', express.urlencoded({ extended: true }), (request, response) => void response.json(request.body));
app.post('/echo', (request, response) => void request.pipe(response));
app.use('/files', express.static(root));
app.post('/unread', (request, response) => {
  request.on('end', () => ends.push('end')).on('close', () => ends.push('close'));
  response.send('');
});
app.get('/failed', () => {
  throw new Error('as it was asked to');
});
app.get('/cut-off', (_request, response) => {
  response.write('half', () => response.destroy());
});
app.get('/left', (request, response) => {
  const timer = setInterval(() => response.write('more'), 5);
  const sides = [request, response].map((side) => new Promise((resolve) => side.on('close', resolve)));
  void Promise.all(sides).then(closed.resolve);
  response.on('close', () => clearInterval(timer));
});
app.use(((error, _request, response, next) => {
  if (response.headersSent) next(error);
  else response.sendStatus(500);
}) satisfies express.ErrorRequestHandler);

const koa = new Koa();
koa.use((context) => {
  context.status = 201;
  context.set('X-Path', context.path);
  context.body = context.req;
});

const application: Application = router([mount('/express', fromNode(app)), mount('/koa', fromNode(koa.callback()))])(
  notFound(),
);

type Serve = (app: Application, options: ServeOptions) => Promise<Server>;
const SERVERS: Readonly<Record<string, () => Promise<{ serve: Serve }>>> = {
  server: () => import('@tsgi/server'),
  node: () => import('@tsgi/node'),
  bun: () => import('@tsgi/fetch/bun') as Promise<{ serve: Serve }>,
  deno: () => import('@tsgi/fetch/deno') as Promise<{ serve: Serve }>,
};

const { serve } = await SERVERS[process.argv[2] ?? '']!();
const server = await serve(application, { port: 0, errors: { write() {}, flush() {} } });

const ask = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(server.url + path, { redirect: 'manual', ...init });

async function say(path: string, init?: RequestInit): Promise<string> {
  const response = await ask(path, init);
  return `${response.status} ${await response.text()}`;
}

const post = (body: NonNullable<RequestInit['body']>, type: string): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'Content-Type': type },
});

const JSON_TYPE = 'application/json';
const redirect = await ask('/express/redirect');
const streaming: RequestInit & { duplex: 'half' } = {
  ...post(new Blob(['{"a":1}']).stream(), JSON_TYPE),
  duplex: 'half',
};
const echo = await ask('/express/echo', post(new Uint8Array(10 << 20), 'application/octet-stream'));
const koaAnswer = await ask('/koa/x', post('koa', 'text/plain'));
const leaving = new AbortController();
const left = await ask('/express/left', { signal: leaving.signal });
await left.body!.getReader().read();
leaving.abort();

const seen: Seen = {
  where: await say('/express/where?q'),
  redirect: `${redirect.status} to ${redirect.headers.get('Location')}, with ${redirect.headers.getSetCookie().join(' and ')}`,
  json: await say('/express/json', post('{"a":1}', JSON_TYPE)),
  streamed: await say('/express/json', streaming),
  form: await say('/express/form', post('a=1&b[c]=2', 'application/x-www-form-urlencoded')),
  echo: `${echo.status} ${(await echo.arrayBuffer()).byteLength} bytes`,
  file: await say('/express/files/package.json', { headers: { Range: 'bytes=4-9' } }),
  unread: (await say('/express/unread', post('unread', 'text/plain'))) + ends.join(', '),
  failed: String((await ask('/express/failed')).status),
  cutOff: await say('/express/cut-off').catch(() => 'cut off'),
  left: await closed.promise.then(() => 'request and response closed'),
  koa: `${koaAnswer.status} koa has ${await koaAnswer.text()} of ${koaAnswer.headers.get('X-Path')}`,
};
await server.close({ graceMs: 100 });
console.log(JSON.stringify(seen));
process.exit();
