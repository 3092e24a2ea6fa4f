/** An environ as the request that listeners of `node:http` are given. */

import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

import { ClientDisconnected, type Environ } from '@tsgi/contract';
import { emptyInput } from '@tsgi/serving';

import type { ExchangeSocket } from './exchange-socket.ts';

/** A request, and what Express and Connect keep on it where they are mounted. */
export interface NodeRequest extends IncomingMessage {
  originalUrl?: string;
  baseUrl?: string;
}

/**
 * Makes a request of Node's own class, for frameworks look at it: Express puts a prototype of its own before that class's.
 * So what differs here stands on the object itself.
 */
export function makeRequest(environ: Environ, socket: ExchangeSocket): NodeRequest {
  const request: NodeRequest = new IncomingMessage(socket as unknown as Socket);
  request.method = environ.REQUEST_METHOD;
  // Listeners know no other, and ask whether it is at least 1.1.
  const version = environ.SERVER_PROTOCOL === 'HTTP/1.0' ? '1.0' : '1.1';
  request.httpVersion = version;
  request.httpVersionMajor = 1;
  request.httpVersionMinor = version === '1.0' ? 0 : 1;
  putFields(request, environ);
  placeRequest(request, environ);

  const input = environ['tsgi.input'];
  let reads: AsyncIterator<Uint8Array, undefined> | undefined;
  let reading = false;
  const read = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      reads ??= input[Symbol.asyncIterator]();
      // Node's own requests are given content whether or not they ask, and so do not ask for more by themselves.
      for (let wanted = true; wanted;) {
        const { done, value } = await reads.next();
        if (done === true) request.complete = true;
        wanted = request.push(done === true ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength));
      }
    } catch (error) {
      if (error instanceof ClientDisconnected) request.destroy(aborted(error));
      else request.destroy(error instanceof Error ? error : new Error(String(error)));
    }
    reading = false;
  };
  // oxlint-disable-next-line no-underscore-dangle -- the name that a stream's reading has in Node
  request._read = () => void read();
  return request;
}

/** What a request of Node fails with whose client has gone: `pipeline` and `for await` tell it by its code. */
export function aborted(cause?: unknown): Error {
  return Object.assign(new Error('aborted', { cause }), { code: 'ECONNRESET' });
}

/** Has a request end that was answered, and that nobody has read: `'end'` and `'close'` are for whoever cleans up by them. */
export function endUnread(request: NodeRequest): void {
  if (request.readableFlowing !== null || request.readableDidRead || request.destroyed) return;
  request.complete = true;
  request.push(null);
  request.resume();
}

/** Has a request say where it is in the path now. */
export function placeRequest(request: NodeRequest, environ: Environ): void {
  const { SCRIPT_NAME, PATH_INFO, QUERY_STRING } = environ;
  const query = QUERY_STRING === '' ? '' : `?${QUERY_STRING}`;
  const asterisk = SCRIPT_NAME === '' && PATH_INFO === '' ? '*' : '/';
  request.url = (PATH_INFO === '' ? asterisk : PATH_INFO) + query;
  request.originalUrl = (SCRIPT_NAME + PATH_INFO || asterisk) + query;
  request.baseUrl = SCRIPT_NAME;
}

function putFields(request: IncomingMessage, environ: Environ): void {
  const headers: Record<string, string> = {};
  const raw: string[] = [];
  const distinct: Record<string, string[]> = {};
  for (const key in environ) {
    const name = key.startsWith('HTTP_')
      ? key.slice(5)
      : key === 'CONTENT_TYPE' || key === 'CONTENT_LENGTH'
        ? key
        : undefined;
    const value = (environ as unknown as Record<string, unknown>)[key];
    if (name === undefined || typeof value !== 'string') continue;
    const field = name.toLowerCase().replaceAll('_', '-');
    headers[field] = value;
    distinct[field] = [value];
    raw.push(field, value);
  }
  if (hasUnframedContent(environ)) {
    headers['transfer-encoding'] = 'chunked';
    distinct['transfer-encoding'] = ['chunked'];
    raw.push('transfer-encoding', 'chunked');
  }
  request.headers = headers;
  request.rawHeaders = raw;
  request.headersDistinct = distinct;
}

/** Whether there is content of which no field tells, as over HTTP/2 and from Fetch: body parsers know it by one alone. */
function hasUnframedContent(environ: Environ): boolean {
  if (environ.CONTENT_LENGTH !== undefined || environ.HTTP_TRANSFER_ENCODING !== undefined) return false;
  const { REQUEST_METHOD: method } = environ;
  return method !== 'GET' && method !== 'HEAD' && environ['tsgi.input'] !== emptyInput;
}
