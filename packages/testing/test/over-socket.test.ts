import { getEventListeners, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';

import { afterEach, expect, test, vi } from 'vitest';

import { selfSigned } from '../../server/test/self-signed.ts';
import { overSocket } from '../src/over-socket.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The URL of a server that does as `onSocket` says. */
async function serving(onSocket: (socket: Socket) => void): Promise<URL> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    closers.push(() => socket.destroy());
    onSocket(socket);
  });
  closers.push(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const get = (url: URL) => ({ method: 'GET', url, target: '/a', headers: [['Host', 'a'] as const] });

test('sends a request byte for byte, and gives the answer', async () => {
  const received: string[] = [];
  const url = await serving((socket) =>
    socket.once('data', (bytes) => {
      received.push(bytes.toString('latin1'));
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHi');
    }),
  );
  const reply = await overSocket({ ...get(url), headers: [['X-A', 'caf\u00e9']] });
  expect(received).toEqual(['GET /a HTTP/1.1\r\nX-A: caf\xe9\r\n\r\n']);
  expect(reply).toMatchObject({ status: 200, interim: [{ status: 103, headers: [['Link', '</a>']] }] });
  expect(Buffer.from((await reply.read()) ?? []).toString()).toBe('Hi');
  expect(await reply.read()).toBeUndefined();
});

test('frames content that is made as it goes', async () => {
  const received: Buffer[] = [];
  const url = await serving((socket) =>
    socket.on('data', (bytes: Buffer) => {
      received.push(bytes);
      if (bytes.toString().endsWith('0\r\n\r\n')) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    }),
  );
  const content = (async function* () {
    for (const text of ['ab', '', 'c']) yield Buffer.from(text);
  })();
  await overSocket({ ...get(url), headers: [['Transfer-Encoding', 'chunked']], content });
  expect(Buffer.concat(received).toString()).toMatch(/\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n$/);
});

test('resets the connection when it goes away, and rejects with the reason', async () => {
  const reset = Promise.withResolvers<Error>();
  const controller = new AbortController();
  const url = await serving((socket) => {
    socket.on('error', reset.resolve);
    socket.once('data', () => controller.abort(new Error('enough')));
  });
  await expect(overSocket({ ...get(url), signal: controller.signal })).rejects.toThrow('enough');
  expect(await reset.promise).toMatchObject({ code: 'ECONNRESET' });
});

test('goes away while it is still connecting, and while the signal had spoken before', async () => {
  const url = await serving((socket) => socket.resume());
  const controller = new AbortController();
  const reply = overSocket({ ...get(url), signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(reply).rejects.toThrow('enough');
  await expect(overSocket({ ...get(url), signal: controller.signal })).rejects.toThrow('enough');
});

test('leaves nothing behind in a signal that outlives the exchange', async () => {
  const { signal } = new AbortController();
  const url = await serving((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
  const reply = await overSocket({ ...get(url), signal });
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  await reply.read();
  await vi.waitFor(() => expect(getEventListeners(signal, 'abort')).toHaveLength(0));
});

test.each([
  ['localhost', 'localhost'],
  ['127.0.0.1', false],
])('speaks TLS to %s, asks for the name %s, and takes the certificate of a test', async (host, name) => {
  const server = createSecureServer({ ...selfSigned(), ALPNProtocols: ['h2', 'http/1.1'] }, (socket) => {
    socket.on('error', () => {});
    closers.push(() => socket.destroy());
    socket.once('data', () =>
      socket.end(`HTTP/1.1 200 OK\r\nName: ${socket.servername}\r\nProtocol: ${socket.alpnProtocol}\r\n\r\nHi`),
    );
  });
  closers.push(() => server.close());
  await once(server.listen(0), 'listening');
  const reply = await overSocket(get(new URL(`https://${host}:${(server.address() as AddressInfo).port}/`)));
  expect(reply.headers).toEqual([
    ['Name', String(name)],
    ['Protocol', 'http/1.1'],
  ]);
  expect(Buffer.from((await reply.read()) ?? []).toString()).toBe('Hi');
  expect(await reply.read()).toBeUndefined();
});

test('rejects with what content fails with', async () => {
  const url = await serving((socket) => socket.resume());
  const content = (async function* (): AsyncGenerator<Uint8Array, void> {
    yield Uint8Array.of(1);
    throw new Error('the disk is gone');
  })();
  await expect(overSocket({ ...get(url), content })).rejects.toThrow('the disk is gone');
});

test('rejects where nobody listens, and where the server says nothing', async () => {
  const url = await serving((socket) => socket.end());
  await expect(overSocket(get(url))).rejects.toThrow('the connection ended');
  for (const close of closers.splice(0)) close();
  await expect(overSocket(get(url))).rejects.toThrow('ECONNREFUSED');
});
