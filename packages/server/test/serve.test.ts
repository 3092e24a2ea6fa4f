import { execFile } from 'node:child_process';
import cluster from 'node:cluster';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Application, Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { serve, type ServeOptions } from '../src/index.ts';
import { get, request } from './raw-client.ts';
import { served } from './served.ts';

const application: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/html; charset=utf-8']]);
  return ['你好，世界'];
};

test('serves an application', async () => {
  await using server = await serve(application, { host: '127.0.0.1', port: 0 });
  const response = await fetch(server.url);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await response.text()).toBe('你好，世界');
});

test('gives the application an environ that says all about the request', async () => {
  const environs: Environ[] = [];
  await using serving = await served((environ, startResponse) => {
    environs.push(environ);
    return application(environ, startResponse);
  });
  const client = await serving.client();
  await client.ask(
    request(
      'POST /%61/../b%2fc//d?q=%zz&%C3 HTTP/1.1',
      [
        'Content-Type: text/plain',
        'Content-Length: 2',
        'X-Thing: 1',
        'X-Thing: 2',
        'Cookie: a=1',
        'Cookie: b=2',
        'X_Thing: 3',
      ],
      'hi',
    ),
  );
  const { host, port } = serving.server;
  expect(environs[0]).toMatchObject({
    REQUEST_METHOD: 'POST',
    SCRIPT_NAME: '',
    PATH_INFO: '/b%2Fc//d',
    QUERY_STRING: 'q=%zz&%C3',
    REQUEST_URI: '/%61/../b%2fc//d?q=%zz&%C3',
    SERVER_NAME: host,
    SERVER_PORT: String(port),
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_PORT: expect.stringMatching(/^\d+$/),
    CONTENT_TYPE: 'text/plain',
    CONTENT_LENGTH: '2',
    HTTP_HOST: 'h',
    HTTP_X_THING: '1, 2',
    HTTP_COOKIE: 'a=1; b=2',
    'tsgi.version': [1, 0],
    'tsgi.url_scheme': 'http',
    'tsgi.multithread': false,
    'tsgi.multiprocess': false,
    'tsgi.run_once': false,
  });
});

test('gives each request an environ of its own, also where their heads are equal', async () => {
  const seen: unknown[] = [];
  await using serving = await served((environ, startResponse) => {
    seen.push(environ['test.left']);
    environ['test.left'] = 'behind';
    return application(environ, startResponse);
  });
  const client = await serving.client();
  client.send(get('/').repeat(3));
  for (let i = 0; i < 3; i++) expect((await client.answer()).status).toBe(200);
  expect(seen).toEqual([undefined, undefined, undefined]);
});

test('says that other processes may be running where it shares its port', async () => {
  const environs: Environ[] = [];
  await using serving = await served(
    (environ, startResponse) => {
      environs.push(environ);
      return application(environ, startResponse);
    },
    { reusePort: true },
  );
  await (await serving.client()).ask(get('/'));
  expect(environs[0]?.['tsgi.multiprocess']).toBe(true);
});

test('says that other processes may be running in a worker of node:cluster', async () => {
  Object.assign(cluster, { isWorker: true });
  try {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return [String(environ['tsgi.multiprocess'])];
    });
    const answer = await (await serving.client()).ask(get('/'));
    expect(answer.bytes).toBe('true');
  } finally {
    Object.assign(cluster, { isWorker: false });
  }
});

test('has an application write to its errors', async () => {
  await using serving = await served((environ, startResponse) => {
    environ['tsgi.errors'].write('a note\n');
    return application(environ, startResponse);
  });
  await (await serving.client()).ask(get('/'));
  expect(serving.errors.take()).toEqual(['a note\n']);
});

test.each([
  ['an application that is none', 'app', {}, 'serve(): the application must be a function, got string'],
  ['an option that is none', application, { ports: 80 }, /^serve\(\): ports is not an option/],
  ['a limit that is none', application, { limits: { head: 1 } }, /^serve\(\): limits\.head is not an option/],
  ['a timeout of nothing', application, { timeouts: { idleMs: 0 } }, /^serve\(\): timeouts\.idleMs must be a number/],
])('refuses %s, before it listens', async (_what, app, options, message) => {
  const serving = serve(app as Application, options as ServeOptions);
  await expect(serving).rejects.toThrow(TypeError);
  await expect(serving).rejects.toThrow(message);
});

const nodes = path.join(import.meta.dirname, '../../../node_modules');

test.each([
  ['the oldest Node that the package promises', 'node-22/bin/node', ['--experimental-strip-types']],
  ['the Node it is developed with', 'node/bin/node', []],
])('serves on %s', async (_what, node, flags) => {
  const program = path.join(import.meta.dirname, 'programs/one-exchange.ts');
  const options = ['--disable-warning=ExperimentalWarning', ...flags, program];
  const { stdout, stderr } = await promisify(execFile)(path.join(nodes, node), options);
  expect(stderr).toBe('');
  const { length, end } = JSON.parse(stdout) as { length: number; end: string };
  expect(length).toBeGreaterThan(200_000);
  expect(end).toMatch(/GET \/two 127\.0\.0\.1 \r\n0\r\n\r\n$/);
});
