import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve as reference } from '@tsgi/server';
import { expect, test } from 'vitest';

import { selfSigned } from '../../server/test/self-signed.ts';
import { serve } from '../src/serve.ts';
import { hello, served } from './served.ts';

test('serves an application', async () => {
  await using serving = await served(hello);
  const answer = await fetch(serving.server.url);
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'text/plain',
    'hello',
  ]);
});

test('serves over TLS', async () => {
  await using serving = await served(hello, { tls: selfSigned() });
  expect(serving.server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
});

test('serves on a Unix socket', async () => {
  const path = join(tmpdir(), `tsgi-node-${process.pid}.sock`);
  await using serving = await served(hello, { path });
  expect([serving.server.url, serving.server.port]).toEqual([`unix:${path}`, 0]);
  const request = http.get({ socketPath: path, path: '/' });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  expect((await response.setEncoding('utf8').toArray()).join('')).toBe('hello');
  await rm(path, { force: true });
});

test.each<[string, object, string]>([
  ['is unknown', { prot: 1 }, 'serve(): prot is not an option'],
  ['is wrong', { port: 'http' }, 'serve(): port must be a whole number from 0 to 65535'],
  ['is wrong, of its own', { http2: 'yes' }, 'serve(): http2 must be a boolean, got "yes"'],
  [
    'cannot be honoured',
    { limits: { requestLineBytes: 100 } },
    'serve(): limits.requestLineBytes cannot be honoured by this server: node:http counts',
  ],
  ['cannot be honoured', { timeouts: { writeMs: 100 } }, 'serve(): timeouts.writeMs cannot be honoured by this server'],
])('refuses an option that %s: %j', async (_what, options, message) => {
  await expect(serve(hello, options)).rejects.toThrow(TypeError);
  await expect(serve(hello, options)).rejects.toThrow(message);
});

test('refuses what is no application', async () => {
  await expect(serve([] as never)).rejects.toThrow('serve(): the application must be a function, got object');
});

test('says what is in the way where it cannot listen', async () => {
  await using other = await reference(hello, { port: 0 });
  await expect(serve(hello, { port: other.port })).rejects.toMatchObject({
    message: `serve(): cannot listen on port ${other.port} of 127.0.0.1: another program listens there: stop it, or choose another port`,
    code: 'EADDRINUSE',
  });
});
