import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import { text } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { selfSigned } from '../../server/test/self-signed.ts';
import { serve, UNABLE } from '../src/deno.ts';
import { describeRuntime } from './describe-runtime.ts';
import { servedIn } from './served-in-runtime.ts';

describeRuntime('deno', serve, UNABLE);

test('serves HTTP/2 over TLS, to clients that agree on it', async () => {
  const { key, cert } = selfSigned();
  using served = servedIn('deno', { port: 0, tls: { key, cert } });
  const { url, port } = await served.next();
  const session = http2.connect(url!, { ca: cert });
  const request = session.request({ ':method': 'POST', ':path': '/' }).end('content');
  const [fields] = (await once(request, 'response')) as [http2.IncomingHttpHeaders];
  expect(fields[':status']).toBe(200);
  expect(JSON.parse(await text(request))).toMatchObject({
    scheme: 'https',
    SERVER_PROTOCOL: 'HTTP/2.0',
    HTTP_HOST: `127.0.0.1:${port}`,
    content: 'content',
  });
  const refused = session.request({ ':path': '/', ':authority': 'user@127.0.0.1' }).end();
  const [head] = (await once(refused, 'response')) as [http2.IncomingHttpHeaders];
  expect(head[':status']).toBe(400);
  session.destroy();
});

test('takes the authority of a target in absolute form for the Host', async () => {
  using served = servedIn('deno', { port: 0 });
  const { port } = await served.next();
  const ask = async (path: string): Promise<http.IncomingMessage> => {
    const headers = { Host: 'A.Example:80' };
    const request = http.request({ port, host: '127.0.0.1', method: 'POST', path, headers }).end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    return response;
  };
  expect(JSON.parse(await text(await ask('/a')))).toMatchObject({ HTTP_HOST: 'A.Example:80' });
  expect(JSON.parse(await text(await ask('http://b.example/a')))).toMatchObject({ HTTP_HOST: 'b.example' });
  expect((await ask('http://user@b.example/a')).statusCode).toBe(400);
  expect((await ask('ftp://b.example/a')).statusCode).toBe(400);
});

test.each(['b.example', undefined])('takes the authority %s of HTTP/2 without TLS', async (authority) => {
  using served = servedIn('deno', { port: 0 });
  const { url, port } = await served.next();
  const session = http2.connect(url!);
  const request = session.request({ ':path': '/', ...(authority !== undefined && { ':authority': authority }) });
  expect(JSON.parse(await text(request))).toMatchObject({ HTTP_HOST: authority ?? `127.0.0.1:${port}` });
  session.destroy();
});

test('has no request of HTTP/2 without TLS wait for another to be over', async () => {
  using served = servedIn('deno', { port: 0 });
  const { url } = await served.next();
  const session = http2.connect(url!);
  for (const path of ['/never-over', '/after']) {
    const [fields] = (await once(session.request({ ':path': path }), 'response')) as [http2.IncomingHttpHeaders];
    expect(fields[':status']).toBe(200);
  }
  session.destroy();
});

test('refuses TLS over a Unix socket, which Deno would leave out', async () => {
  await expect(serve(() => [], { path: '/a.sock', tls: { key: '', cert: '' } })).rejects.toThrow(
    new TypeError('serve(): tls cannot be beside path on Deno, which would serve a Unix socket without it'),
  );
});
