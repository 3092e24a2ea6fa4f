/** Speaks HTTP/1.1 to whoever asks, and HTTP/2 to a server: so a suite that knows the one is run over the other. */

import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import http2, { type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';

/** What is about the connection over HTTP/1.1 (RFC 9113 §8.2.2), and what the authority stands for. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'host',
]);

export interface Front {
  readonly port: number;
  close(): void;
}

/** Has each connection of HTTP/1.1 be one of HTTP/2 to `target`. */
export async function http1OverHttp2(target: string): Promise<Front> {
  const sessions = new WeakMap<object, ClientHttp2Session>();
  const server = http.createServer({ requireHostHeader: false });
  const sessionOf = ({ socket }: IncomingMessage): ClientHttp2Session => {
    const before = sessions.get(socket);
    if (before !== undefined && !before.closed) return before;
    const session = http2.connect(target);
    session.on('error', () => socket.destroy());
    socket.on('close', () => session.destroy());
    sessions.set(socket, session);
    return session;
  };
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    const hasContent = Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
    const stream = sessionOf(request).request(fieldsOf(request), { endStream: !hasContent });
    if (hasContent) request.pipe(stream);
    answer(stream, request, response);
  };
  server.on('request', pass).on('checkContinue', pass);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function fieldsOf({ method, url, headers, headersDistinct }: IncomingMessage): OutgoingHttpHeaders {
  const fields: OutgoingHttpHeaders = { ':method': method, ':path': url, ':authority': headers.host };
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    if (!LEFT_OUT.has(name)) fields[name] = name === 'cookie' ? values : values.join(', ');
  }
  return fields;
}

function answer(stream: ClientHttp2Stream, { method }: IncomingMessage, response: ServerResponse): void {
  let trailers: Record<string, string> = {};
  stream.on('continue', () => response.writeContinue());
  stream.on('headers', ({ ':status': status, ...fields }) => {
    if (status !== 100) response.writeInformation(status as number, fields as http.OutgoingHttpHeaders);
  });
  stream.on('response', ({ ':status': status = 0, ...fields }) => {
    response.sendDate = false;
    response.writeHead(status, fields as http.OutgoingHttpHeaders).flushHeaders();
    const bare = method === 'HEAD' || status === 204 || status === 205 || status === 304;
    if (bare) stream.resume();
    else stream.pipe(response, { end: false });
  });
  stream.on('trailers', (fields) => (trailers = fields as Record<string, string>));
  stream.on('error', () => {});
  stream.on('close', () => {
    if (stream.rstCode !== 0 || !response.headersSent) response.destroy();
    else {
      response.addTrailers(trailers);
      response.end();
    }
  });
  response.on('close', () => {
    if (!response.writableFinished) stream.close(http2.constants.NGHTTP2_CANCEL);
  });
}
