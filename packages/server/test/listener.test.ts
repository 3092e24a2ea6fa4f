/** Where connections come from. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';

import type { Application } from '@tsgi/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { serve } from '../src/serve.ts';
import { get, RawClient, request } from './raw-client.ts';
import { selfSigned } from './self-signed.ts';
import { served } from './served.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['hello'];
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tsgi-listen-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('TCP', () => {
  test('serves on a port that the operating system chooses, on this machine alone', async () => {
    await using server = await serve(hello, { port: 0 });
    expect(server.host).toBe('127.0.0.1');
    expect(server.port).toBeGreaterThan(0);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(await (await fetch(server.url)).text()).toBe('hello');
  });

  test('names a host in its URL that can be asked', async () => {
    for (const host of ['0.0.0.0', '::']) {
      await using server = await serve(hello, { host, port: 0 });
      expect(server.url).toBe(`http://localhost:${server.port}`);
      expect(server.host).toBe(host);
    }
    await using server = await serve(hello, { host: '::1', port: 0 });
    expect(server.url).toBe(`http://[::1]:${server.port}`);
  });

  test('says who is in the way of a port, and what to do', async () => {
    await using server = await serve(hello, { port: 0 });
    await expect(serve(hello, { port: server.port })).rejects.toMatchObject({
      message: `serve(): cannot listen on port ${server.port} of 127.0.0.1: another program listens there: stop it, or choose another port`,
      code: 'EADDRINUSE',
      cause: { code: 'EADDRINUSE' },
    });
  });

  test('says that an address is not of this machine', async () => {
    await expect(serve(hello, { host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
      message: 'serve(): cannot listen on port 0 of 192.0.2.1: this machine has no such address',
      code: 'EADDRNOTAVAIL',
    });
  });

  test('shares a port with another server where both say so', async () => {
    await using one = await serve(hello, { port: 0, reusePort: true });
    await using two = await serve(hello, { port: one.port, reusePort: true });
    expect(two.port).toBe(one.port);
    const client = await RawClient.connect(one);
    expect((await client.ask(get('/'))).text).toBe('hello');
    expect(one.connections + two.connections).toBe(1);
    client.stream.destroy();
  });

  test('can be listened on again as soon as the server is closed', async () => {
    const server = await serve(hello, { port: 0 });
    await server.close();
    await using again = await serve(hello, { port: server.port });
    expect(again.port).toBe(server.port);
  });
});

describe('a Unix socket', () => {
  test('is served, with what is not known left out of the environ', async () => {
    const place = path.join(folder, 'served.sock');
    await using serving = await served(
      (environ, startResponse) => {
        startResponse('200 OK', []);
        const { SERVER_NAME, SERVER_PORT, REMOTE_ADDR, REMOTE_PORT } = environ;
        return [JSON.stringify({ SERVER_NAME, SERVER_PORT, REMOTE_ADDR, REMOTE_PORT })];
      },
      { path: place },
    );
    expect(serving.server).toMatchObject({ url: `unix:${place}`, host: place, port: 0 });
    const client = await serving.client();
    expect(JSON.parse((await client.ask(get('/'))).text)).toEqual({ SERVER_NAME: 'localhost', SERVER_PORT: '' });
    // Reading is shared there, too.
    expect((await client.ask(get('/'))).status).toBe(200);
  });

  test('is gone when the server is closed', async () => {
    const place = path.join(folder, 'closed.sock');
    const server = await serve(hello, { path: place });
    expect(existsSync(place)).toBe(true);
    await server.close();
    expect(existsSync(place)).toBe(false);
  });

  test('is replaced where nobody listens on it any more', async () => {
    const place = path.join(folder, 'stale.sock');
    const program = `require('node:net').createServer().listen(${JSON.stringify(place)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', program]), 'exit');
    expect(existsSync(place)).toBe(true);
    await using serving = await served(hello, { path: place });
    expect((await (await serving.client()).ask(get('/'))).text).toBe('hello');
  });

  test('is not taken from whoever listens on it', async () => {
    const place = path.join(folder, 'taken.sock');
    await using server = await serve(hello, { path: place });
    await expect(serve(hello, { path: place })).rejects.toMatchObject({
      message: `serve(): cannot listen on ${place}: another program listens there: stop it, or choose another path`,
      code: 'EADDRINUSE',
    });
    expect(server.connections).toBeLessThanOrEqual(1);
  });

  test('does not take the place of a file that is no socket', async () => {
    const place = path.join(folder, 'letter.txt');
    await writeFile(place, 'dear reader');
    await expect(serve(hello, { path: place })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(await readFile(place, 'utf8')).toBe('dear reader');
  });

  test('cannot be made where there is no folder', async () => {
    await expect(serve(hello, { path: path.join(folder, 'no', 'such.sock') })).rejects.toThrow(
      /^serve\(\): cannot listen on /,
    );
  });
});

describe('a descriptor', () => {
  test('that was inherited is served', async () => {
    const listener = net.createServer();
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    const { _handle: handle } = listener as unknown as { _handle: { fd: number } };
    const program = path.join(import.meta.dirname, 'programs/serve-descriptor.ts');
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit', handle.fd] });
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    const { port } = listener.address() as net.AddressInfo;
    expect(Number(line)).toBe(port);
    // From now on the child alone accepts.
    listener.close();
    const client = await RawClient.connect({ port });
    expect((await client.ask(get('/', 'Connection: close'))).text).toBe('served by another process: true');
    client.stream.destroy();
    child.stdin!.end();
    await once(child, 'exit');
  });

  test('that is none is refused', async () => {
    await expect(serve(hello, { fd: 1_000_000 })).rejects.toThrow(
      /^serve\(\): cannot listen on file descriptor 1000000: /,
    );
  });
});

describe('TLS', () => {
  afterEach(() => void vi.useRealTimers());

  const { key, cert } = selfSigned();

  async function connect(port: number, options: tls.ConnectionOptions = {}): Promise<RawClient> {
    // What the types leave out: `allowHalfOpen`.
    const all = { port, host: '127.0.0.1', ca: cert, allowHalfOpen: true, ...options } as tls.ConnectionOptions;
    const socket = tls.connect(all);
    await once(socket, 'secureConnect');
    return new RawClient(socket);
  }

  test('serves the same, with https in URL and environ', async () => {
    await using serving = await served(
      (environ, startResponse) => {
        startResponse('200 OK', []);
        return [`${environ['tsgi.url_scheme']} ${String(environ.REMOTE_ADDR)}`];
      },
      { tls: { key, cert } },
    );
    expect(serving.server.url).toBe(`https://127.0.0.1:${serving.server.port}`);
    const client = await connect(serving.server.port);
    client.send(get('/1') + get('/2'));
    expect((await client.answer()).text).toBe('https 127.0.0.1');
    expect((await client.answer()).text).toBe('https 127.0.0.1');
    client.stream.destroy();
  });

  test('carries much both ways, and deferred functions run', async () => {
    let deferred = 0;
    await using serving = await served(
      (environ, startResponse) => {
        environ['tsgi.exchange'].defer(() => void deferred++);
        startResponse('200 OK', []);
        return (async function* () {
          for await (const chunk of environ['tsgi.input']) yield chunk;
        })();
      },
      { tls: { key, cert } },
    );
    const client = await connect(serving.server.port);
    client.send(request('POST / HTTP/1.1', ['Content-Length: 3000000'], 'x'.repeat(3_000_000)));
    expect((await client.answer()).bytes).toHaveLength(3_000_000);
    await expect.poll(() => deferred).toBe(1);
    client.stream.destroy();
  });

  test('speaks HTTP/1.1 where it is asked what it speaks', async () => {
    await using serving = await served(hello, { tls: { key, cert } });
    const client = await connect(serving.server.port, { ALPNProtocols: ['h2', 'http/1.1'] });
    expect((client.stream as tls.TLSSocket).alpnProtocol).toBe('http/1.1');
    client.stream.destroy();
  });

  test('answers a client that has ended its side, and then ends', async () => {
    await using serving = await served(hello, { tls: { key, cert } });
    const client = await connect(serving.server.port);
    client.send(get('/')).end();
    expect((await client.answer()).text).toBe('hello');
    await expect(client.ended()).resolves.toBe('end');
  });

  test.each(['in the turn of its request', 'later'])(
    'tells of a client that resets the connection %s',
    async (when) => {
      const called = Promise.withResolvers<void>();
      const gone = Promise.withResolvers<unknown>();
      await using serving = await served(
        async (environ) => {
          const { signal } = environ['tsgi.exchange'];
          signal.addEventListener('abort', () => gone.resolve(signal.reason));
          called.resolve();
          await gone.promise;
          return signal.throwIfAborted() as never;
        },
        { tls: { key, cert } },
      );
      const below = net.connect(serving.server.port, '127.0.0.1');
      const socket = tls.connect({ socket: below, servername: 'localhost', ca: cert });
      socket.on('error', () => {});
      await once(socket, 'secureConnect');
      if (when === 'later') await once(socket, 'session');
      socket.write(get('/'));
      await called.promise;
      below.resetAndDestroy();
      expect(await gone.promise).toMatchObject({ name: 'ClientDisconnected' });
    },
  );

  test('survives clients that do not speak it, or do not finish the handshake', async () => {
    await using serving = await served(hello, { tls: { key, cert }, timeouts: { headMs: 100 } });
    const plain = await serving.client();
    await plain.send(get('/')).ended();
    expect(plain.received).not.toContain('HTTP/1.1');
    const silent = await serving.client();
    await silent.ended();
    const client = await connect(serving.server.port);
    expect((await client.ask(get('/'))).text).toBe('hello');
    client.stream.destroy();
  });

  test.each([
    ['begin', []],
    ['finish', [22, 3, 1]],
  ])('closes without waiting for a client that does not %s the handshake', async (_what, said) => {
    await using serving = await served(hello, { tls: { key, cert } });
    const client = (await serving.client()).send(Uint8Array.from(said));
    // Connections are accepted in turn: behind this one the other has been.
    const second = await connect(serving.server.port);
    await second.ask(get('/'));
    second.stream.destroy();
    await serving.server.close({ graceMs: Infinity });
    await expect(client.ended()).resolves.toBeDefined();
  });

  test('lets a handshake that has begun be finished when it closes, and answers', async () => {
    await using serving = await served(hello, { tls: { key, cert } });
    let closing: Promise<void> | undefined;
    // So that the time that the client has for its part does not end.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    // Stands in between, and has the server close when it has said its part of the handshake, and the client has not.
    const proxy = net.createServer((near) => {
      const far = net.connect(serving.server.port, '127.0.0.1');
      near.on('error', () => {}).pipe(far);
      far.on('error', () => {}).pipe(near);
      far.once('data', () => (closing = serving.server.close({ graceMs: Infinity })));
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const client = await connect((proxy.address() as net.AddressInfo).port);
    const over = closing!.then(() => 'closed');
    const answer = client.ask(get('/'));
    await expect(Promise.race([over, answer])).resolves.toMatchObject({ text: 'hello' });
    expect((await answer).header('connection')).toBe('close');
    client.end();
    await over;
    proxy.close();
  });

  test('cuts an answer off without the alert that would make it look complete', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served(
      (_environ, startResponse) => {
        startResponse('200 OK', []);
        return (async function* () {
          yield 'part';
          await gate.promise;
          throw new Error('no more');
        })();
      },
      { tls: { key, cert } },
    );
    // What goes over the wire: a proxy in between counts the records after the part, of which an alert would be one.
    const records: number[] = [];
    const proxy = net.createServer((near) => {
      const far = net.connect(serving.server.port, '127.0.0.1');
      near.on('error', () => {}).pipe(far);
      far.on('error', () => {}).on('data', (bytes) => records.push(bytes.length));
      far.pipe(near);
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const client = await connect((proxy.address() as net.AddressInfo).port);
    client.send(request('GET / HTTP/1.0'));
    await client.until('part');
    records.length = 0;
    gate.resolve();
    await client.ended();
    expect(records).toEqual([]);
    expect(serving.errors.take()).toHaveLength(1);
    client.stream.destroy();
    proxy.close();
  });
});
