import net from 'node:net';
import tls from 'node:tls';

import type { ServeOptions } from './serve-options.ts';

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
