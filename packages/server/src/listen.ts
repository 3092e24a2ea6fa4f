/** Where connections come from: a TCP port, a Unix socket, an inherited descriptor; plain or over TLS. */

import { lstat, unlink } from 'node:fs/promises';
import net from 'node:net';
import tls from 'node:tls';

import type { ServeOptions } from './serve-options.ts';

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 8000;

/** A server that is not listening yet, and hands its connections to `onConnection` once the TLS handshake is done. */
export function createListener(
  options: ServeOptions,
  handshakeMs: number,
  onConnection: (socket: net.Socket) => void,
): net.Server {
  // A client that has ended its side still gets its answer (RFC 9112 §9.6).
  const common = { allowHalfOpen: true, noDelay: true };
  if (options.tls === undefined) return net.createServer({ ...common, pauseOnConnect: true }, onConnection);
  const server = tls.createServer(
    { ALPNProtocols: ['http/1.1'], handshakeTimeout: Math.min(handshakeMs, 0x7fff_ffff), ...options.tls, ...common },
    onConnection,
  );
  // A handshake that fails is the client's to know; nothing was asked of an application.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

/**
 * Has `listener` listen where the options say. A Unix socket that nobody listens on any more is replaced.
 * @throws {Error} that says what is in the way and what to do, with Node's error as its cause and its `code`.
 */
export async function listen(listener: net.Server, options: ServeOptions): Promise<void> {
  try {
    await tryListening(listener, options);
  } catch (error) {
    const { path } = options;
    if (path === undefined || codeOf(error) !== 'EADDRINUSE' || !(await isSocket(path)) || (await answers(path))) {
      throw explain(error, options);
    }
    await unlink(path);
    await tryListening(listener, options);
  }
}

function tryListening(
  listener: net.Server,
  { host = DEFAULT_HOST, port = DEFAULT_PORT, path, fd, backlog, reusePort }: ServeOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(
      {
        ...(fd !== undefined ? { fd } : path !== undefined ? { path } : { host, port }),
        ...(backlog !== undefined && { backlog }),
        ...(reusePort !== undefined && { reusePort }),
      },
      () => {
        listener.off('error', reject);
        resolve();
      },
    );
  });
}

/** Whether there is a Unix socket at `path`, and not somebody's file. */
async function isSocket(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}

/** Whether somebody listens on the Unix socket at `path`. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(codeOf(error) !== 'ECONNREFUSED'));
  });
}

function explain(error: unknown, { host = DEFAULT_HOST, port = DEFAULT_PORT, path, fd }: ServeOptions): Error {
  const place = fd !== undefined ? `file descriptor ${fd}` : (path ?? `port ${port} of ${host}`);
  const code = codeOf(error);
  const hint =
    code === 'EADDRINUSE'
      ? 'another program listens there: stop it, or choose another port'
      : code === 'EACCES'
        ? 'this user may not: ports below 1024 need a privilege, a socket needs a directory that can be written to'
        : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
          ? 'this machine has no such address'
          : String(error);
  return Object.assign(new Error(`serve(): cannot listen on ${place}: ${hint}`, { cause: error }), { code });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
