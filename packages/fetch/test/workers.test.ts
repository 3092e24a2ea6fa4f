/** A worker in workerd, the runtime of Cloudflare Workers. */

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { COMMANDS } from '../../../test/servers/runtime.ts';
import { serve, UNABLE } from '../src/workers.ts';

const root = path.join(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-worker-'));

const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    bindings = [(name = "NAME", text = "bound")],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

const app = (): [] => [];

let workerd: ChildProcess | undefined;
let url = '';
const lines: string[] = [];
let onLine = (): void => {};

/** Waits for a line that holds `text`. */
async function said(text: string): Promise<string> {
  for (;;) {
    const found = lines.find((line) => line.includes(text));
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => (onLine = resolve));
  }
}

beforeAll(async () => {
  const program = path.join(import.meta.dirname, 'programs/worker.ts');
  const bun = path.join(root, COMMANDS.bun[0]);
  const main = `${folder}/main.ts`;
  writeFileSync(main, `import { worker } from ${JSON.stringify(program)};\nexport default worker;\n`);
  await promisify(execFile)(bun, ['build', main, '--target=browser', `--outfile=${folder}/worker.js`]);
  writeFileSync(`${folder}/config.capnp`, CONFIGURATION);
  const args = ['serve', `${folder}/config.capnp`, '--control-fd=1'];
  workerd = spawn(path.join(root, 'node_modules/workerd/bin/workerd'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const output of [workerd.stdout!, workerd.stderr!]) {
    createInterface({ input: output }).on('line', (line) => {
      lines.push(line);
      onLine();
    });
  }
  url = `http://127.0.0.1:${(JSON.parse(await said('"listen"')) as { port: number }).port}`;
}, 30_000);

afterAll(() => {
  workerd?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe('in workerd', () => {
  test('has the request, the bindings and the context in the environ', async () => {
    const response = await fetch(`${url}/environ?a=b`, { headers: { 'X-A': '1' } });
    expect(await response.json()).toEqual({
      REQUEST_METHOD: 'GET',
      PATH_INFO: '/environ',
      QUERY_STRING: 'a=b',
      HTTP_HOST: url.slice('http://'.length),
      HTTP_X_A: '1',
      binding: ['bound', 'function'],
    });
  });

  test('takes content, and answers with fields that repeat', async () => {
    const response = await fetch(`${url}/echo`, { method: 'POST', body: 'content' });
    expect([response.status, response.headers.getSetCookie(), await response.text()]).toEqual([
      201,
      ['a=1', 'b=2'],
      'content',
    ]);
  });

  test('answers 413 to more content than is allowed', async () => {
    expect((await fetch(`${url}/echo`, { method: 'POST', body: 'more than ten bytes' })).status).toBe(413);
  });

  test('streams', async () => {
    const response = await fetch(`${url}/stream`);
    expect([response.headers.get('content-length'), await response.text()]).toEqual([null, 'one two three']);
  });

  test('streams with the length that is given', async () => {
    const response = await fetch(`${url}/measured`);
    expect([response.headers.get('content-length'), await response.text()]).toEqual(['6', 'onetwo']);
  });

  test('answers HEAD', async () => {
    const response = await fetch(`${url}/stream`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, null, '']);
  });

  test('cuts off the answer of an application that fails in the middle', async () => {
    await expect(fetch(`${url}/breaks`).then((response) => response.text())).rejects.toThrow(TypeError);
    await said('GET /breaks HTTP/1.1: Error: no more');
  });

  test('answers 500, and reports, where the application fails', async () => {
    expect((await fetch(`${url}/nowhere`)).status).toBe(500);
    await said('GET /nowhere HTTP/1.1: Error: there is no page /nowhere');
  });

  test('has the runtime wait for what waitUntil was given', async () => {
    expect((await fetch(`${url}/later`)).status).toBe(204);
    await said('waited until now');
  });

  test('runs what was deferred where the client breaks off', async () => {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /hangs HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    // One that only ends, workerd takes no notice of before it writes again.
    socket.resetAndDestroy();
    expect(await said('deferred until now')).toContain('ClientDisconnected');
  });

  test('refuses a malformed path', async () => {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    http.get(`${url}/a`, { path: '/%zz' }, (response) => resolve(response.resume().statusCode));
    expect(await promise).toBe(400);
  });
});

describe('made of an application', () => {
  test.each(Object.keys(UNABLE))('refuses %s, which is not its own to say', (option) => {
    const [group = '', member] = option.split('.');
    const options = { [group]: member === undefined ? 1 : { [member]: 1 } };
    expect(() => serve(app, options)).toThrow(TypeError);
    expect(() => serve(app, options)).toThrow(`serve(): ${option} cannot be honoured by this server: `);
  });

  test('refuses what is no application', () => {
    expect(() => serve({} as never)).toThrow('serve(): the application must be a function, got object');
  });

  test('writes reports to the stream that it is given', async () => {
    const reports: string[] = [];
    const worker = serve(app, { errors: { write: (text) => void reports.push(text), flush() {} } });
    await worker.fetch(new Request('http://h/'), {}, { waitUntil() {} });
    expect(reports).toEqual([expect.stringContaining('GET / HTTP/1.1: ')]);
  });
});
