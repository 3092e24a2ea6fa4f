/** What Bun and Deno do alike. */

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import type { Application } from '@tsgi/contract';
import { DEFAULT_LIMITS, DEFAULT_TIMEOUTS, type Unable } from '@tsgi/serving';
import { describe, expect, test } from 'vitest';

import type { COMMANDS } from '../../../test/servers/runtime.ts';
import { selfSigned } from '../../server/test/self-signed.ts';
import { servedIn } from './served-in-runtime.ts';

type Serve = (app: Application, options: object) => Promise<unknown>;

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['hello'];
};

async function seen(request: http.ClientRequest): Promise<unknown> {
  request.end('content');
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return JSON.parse(await text(response));
}

export function describeRuntime(name: keyof typeof COMMANDS, serve: Serve, unable: Unable): void {
  const title = name === 'bun' ? 'Bun' : 'Deno';
  const reusePort = unable['reusePort'] === undefined;

  describe(`in ${title}`, () => {
    test('serves on TCP, and closes', async () => {
      using served = servedIn(name, { port: 0, ...(reusePort && { reusePort }) });
      const { url, host, port } = await served.next();
      expect(url).toBe(`http://${host}:${port}`);
      expect(await seen(http.request(`${url}/close`, { method: 'POST' }))).toEqual({
        scheme: 'http',
        multiprocess: reusePort,
        peer: ['127.0.0.1', 'string'],
        SERVER_NAME: '127.0.0.1',
        SERVER_PORT: String(port),
        SERVER_PROTOCOL: 'HTTP/1.1',
        HTTP_HOST: `${host}:${port}`,
        content: 'content',
      });
      expect(await served.next()).toEqual({ closed: true });
    });

    test('says how long an answer of a Fetch handler is that is complete', async () => {
      using served = servedIn(name, { port: 0 });
      const { url } = await served.next();
      const answer = await fetch(`${url}/handled`);
      expect([answer.headers.get('Content-Length'), (await answer.text()).length]).toEqual(['1000', 1000]);
    });

    test('serves over TLS', async () => {
      const { key, cert } = selfSigned();
      using served = servedIn(name, { port: 0, tls: { key, cert } });
      const { url } = await served.next();
      expect(url).toMatch(/^https:/);
      const answer = await seen(https.request(`${url}/`, { method: 'POST', ca: cert }));
      expect(answer).toMatchObject({ scheme: 'https', SERVER_PROTOCOL: 'HTTP/1.1', content: 'content' });
    });

    test('serves on a Unix socket, in the place of one that nobody listens on', async () => {
      const socketPath = path.join(tmpdir(), `tsgi-fetch-${name}-${process.pid}.sock`);
      for (let times = 0; times < 2; times++) {
        using served = servedIn(name, { path: socketPath });
        expect(await served.next()).toEqual({ url: `unix:${socketPath}`, host: socketPath, port: 0 });
        const answer = await seen(http.request({ socketPath, path: '/', method: 'POST' }));
        expect(answer).toMatchObject({ SERVER_NAME: 'localhost', SERVER_PORT: '', content: 'content' });
      }
      expect(existsSync(socketPath)).toBe(true);
      await rm(socketPath);
    });

    test('says what is in the way where it cannot listen', async () => {
      const other = net.createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as net.AddressInfo;
      using served = servedIn(name, { port });
      expect(await served.next()).toEqual({
        error: {
          name: 'Error',
          message: `serve(): cannot listen on port ${port} of 127.0.0.1: another program listens there: stop it, or choose another port`,
          code: 'EADDRINUSE',
        },
      });
      other.close();
    });
  });

  test.each(Object.keys(unable))('refuses %s, which it cannot honour', async (option) => {
    const [group = '', member] = option.split('.');
    const options = { [group]: member === undefined ? 1 : { [member]: 1 } };
    await expect(serve(hello, options)).rejects.toThrow(TypeError);
    await expect(serve(hello, options)).rejects.toThrow(`serve(): ${option} cannot be honoured by this server: `);
  });

  test('names only options that other servers have', () => {
    const known = [
      'fd',
      'backlog',
      'reusePort',
      ...Object.keys(DEFAULT_LIMITS).map((member) => `limits.${member}`),
      ...Object.keys(DEFAULT_TIMEOUTS).map((member) => `timeouts.${member}`),
    ];
    expect(known).toEqual(expect.arrayContaining(Object.keys(unable)));
  });

  test('refuses what is no application', async () => {
    await expect(serve({} as never, {})).rejects.toThrow('serve(): the application must be a function, got object');
  });

  test(`refuses a certificate that ${title} has no means for`, async () => {
    await expect(serve(hello, { tls: { pfx: '' } })).rejects.toThrow('serve(): tls must have key and cert');
  });

  test('says that it is run by another runtime', async () => {
    await expect(serve(hello, {})).rejects.toThrow(`there is no ${title} here: run this program by ${name}`);
  });
}
