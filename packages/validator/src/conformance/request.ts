/** Requests as text, a character a byte: what most cases send. */

const HOST = 'Host: conformance.example\r\n';

/** Field lines of pairs. */
function lines(fields: readonly string[]): string {
  return fields.map((field) => `${field}\r\n`).join('');
}

/** `GET target`, with more field lines. */
export function get(target = '/', ...fields: readonly string[]): string {
  return request('GET', target, ...fields);
}

/** A request without content. */
export function request(method: string, target: string, ...fields: readonly string[]): string {
  return `${method} ${target} HTTP/1.1\r\n${HOST}${lines(fields)}\r\n`;
}

/** A `POST` with content of a known length. */
export function post(content: string, ...fields: readonly string[]): string {
  return `${request('POST', '/', `Content-Length: ${content.length}`, ...fields)}${content}`;
}

/** A `POST` with chunked content, which `content` is the coded form of. */
export function postChunked(content: string, ...fields: readonly string[]): string {
  return `${request('POST', '/', 'Transfer-Encoding: chunked', ...fields)}${content}`;
}

/** `GET /` of a client of HTTP/1.0. */
export function get10(...fields: readonly string[]): string {
  return `GET / HTTP/1.0\r\n${HOST}${lines(fields)}\r\n`;
}
