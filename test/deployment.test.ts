/** What the page on deployment says to write for nginx, in front of an application. */

import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import path from 'node:path';
import { json as jsonOf } from 'node:stream/consumers';
import { userInfo } from 'node:os';

import { compose } from '@tsgi/contract';
import { serve, type Server } from '@tsgi/server';
import { session, sessions } from '@tsgi/sessions';
import { errors, eventStream, handler, json } from '@tsgi/web';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { selfSigned } from '../packages/server/test/self-signed.ts';
import { requireProgram } from './require-program.ts';
import { type ProgramServer, type Skippable, startProgram } from './servers/program-server.ts';

const root = path.dirname(import.meta.dirname);
const page = readFileSync(path.join(root, 'docs/deployment.md'), 'utf8');
const proxies = { trustedProxies: ['loopback'] };

/** What a stream waits for before it goes on. */
const seen = Promise.withResolvers<void>();

const app = compose(
  errors(),
  sessions({ secrets: 'x'.repeat(32), ...proxies }),
)(
  handler(async (received) => {
    if (received.environ.PATH_INFO === '/live') return eventStream(live);
    (await session(received)).set('visited', true);
    return json({ path: received.environ.PATH_INFO, origin: received.url.origin, client: received.client.address });
  }, proxies),
);

async function* live(): AsyncGenerator<{ data: string }> {
  yield { data: 'first' };
  await seen.promise;
  yield { data: 'second' };
}

let server: Server;
let nginx: ProgramServer | undefined;

beforeAll(async () => {
  server = await serve(app, { port: 0 });
});

afterAll(async () => {
  await nginx?.stop();
  await nginx?.[Symbol.asyncDispose]();
  await server.close();
});

/** The port on which nginx serves, which the first test to ask starts. */
async function portOfNginx({ skip }: Skippable): Promise<number> {
  nginx ??= await startProgram({
    program: requireProgram('nginx', skip),
    args: (port, folder) => ['-p', folder, '-c', configuration(port, folder)],
    ready: /start worker process/,
  });
  return nginx.port;
}

/** Writes the page's configuration, with places of this machine, and what has to stand around it. */
function configuration(port: number, folder: string): string {
  const site = /```nginx\n([^]*?)```/.exec(page)?.[1] ?? '';
  const { key, cert } = selfSigned();
  writeFileSync(path.join(folder, 'key.pem'), key);
  writeFileSync(path.join(folder, 'cert.pem'), cert);
  const here = site
    .replaceAll('/etc/ssl/example/', `${folder}/`)
    .replace('127.0.0.1:8000', `127.0.0.1:${server.port}`)
    .replace('listen 443', `listen 127.0.0.1:${port}`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder};`);
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `${userInfo().uid === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log stderr notice; events {}
     http { access_log off; ${temporary.join(' ')} ${here} }`,
  );
  return file;
}

async function ask(
  port: number,
  target: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { host: '127.0.0.1', port, path: target, rejectUnauthorized: false, agent: false };
  request({ ...options, headers: { Host: 'www.example.com', ...headers } }, resolve)
    .on('error', reject)
    .end();
  return promise;
}

test('the application knows the client, the scheme and the host, and no word that a client has made up', async (context) => {
  const port = await portOfNginx(context);
  const answer = await ask(port, '/a%2Fb', {
    'X-Forwarded-For': '6.6.6.6',
    'X-Forwarded-Proto': 'http',
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Port': '1',
  });
  const origin = `https://www.example.com:${port}`;
  expect(await jsonOf(answer)).toEqual({ path: '/a%2Fb', origin, client: '127.0.0.1' });
  expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-session=.*; Secure/);
});

test('an event arrives before the stream goes on', async (context) => {
  const answer = (await ask(await portOfNginx(context), '/live')).setEncoding('utf8');
  let text = '';
  for await (const chunk of answer) {
    text += String(chunk);
    if (text === 'data: first\n\n') seen.resolve();
  }
  expect(text).toBe('data: first\n\ndata: second\n\n');
});
