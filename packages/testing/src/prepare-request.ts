import { hasHeader, type Header, type HeaderList } from '@tsgi/contract';

import { requestContent } from './request-content.ts';
import type { QueryFields, RequestOptions } from './request-options.ts';
import type { OutgoingRequest } from './transport.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Makes a request of what a test says.
 * @param base What a target that is a path belongs to.
 * @param own The client's own header fields.
 * @throws {TypeError} for a method, a target or a header field that cannot be sent.
 */
export async function prepareRequest(
  base: URL,
  own: HeaderList,
  method: string,
  target: string,
  options: RequestOptions,
): Promise<OutgoingRequest> {
  if (!TOKEN.test(method)) throw new TypeError(`a method must be a token, got ${JSON.stringify(method)}`);
  const { url, path } = locate(base, target);
  const { content, type } = await requestContent(options);
  const given = headerList(options.headers);
  const headers: Header[] = [...own.filter(([name]) => !hasHeader(given, name)), ...given];
  if (!hasHeader(headers, 'Host')) headers.unshift(['Host', url.host]);
  if (type !== undefined && !hasHeader(headers, 'Content-Type')) headers.push(['Content-Type', type]);
  if (content instanceof Uint8Array) {
    if (!hasHeader(headers, 'Content-Length')) headers.push(['Content-Length', String(content.byteLength)]);
  } else if (content !== undefined && !hasHeader(headers, 'Content-Length')) {
    headers.push(['Transfer-Encoding', 'chunked']);
  }
  checkHeaders(headers);
  return {
    method,
    url,
    target: withQuery(path, options.query),
    headers,
    ...(content !== undefined && { content }),
    ...(options.signal !== undefined && { signal: options.signal }),
  };
}

/** A path is sent as it is, so that a server gets to see `/a/../b`; of a URL, what the URL standard makes of it. */
function locate(base: URL, target: string): { readonly url: URL; readonly path: string } {
  if (target === '*') return { url: base, path: target };
  if (target.startsWith('/')) {
    const path = target.replaceAll(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed()));
    return { url: new URL(`${base.origin}${path.split('#', 1)[0]}`), path };
  }
  if (!URL.canParse(target)) {
    throw new TypeError(`a target must be a path that starts with /, or a URL, got ${JSON.stringify(target)}`);
  }
  const url = new URL(target);
  return { url, path: `${url.pathname}${url.search}` };
}

function withQuery(path: string, query: QueryFields | undefined): string {
  if (query === undefined) return path;
  const params = new URLSearchParams();
  for (const [name, value] of query instanceof URLSearchParams ? query : Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? (value as readonly unknown[]) : [value])
      params.append(name, String(each));
  }
  const text = params.toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}

/** Header fields in either form. */
export function headerList(headers: RequestOptions['headers'] = []): HeaderList {
  return Array.isArray(headers) ? (headers as HeaderList) : Object.entries(headers);
}

function checkHeaders(headers: HeaderList): void {
  for (const [name, value] of headers) {
    if (!TOKEN.test(name)) throw new TypeError(`a header name must be a token, got ${JSON.stringify(name)}`);
    if (typeof value !== 'string' || !FIELD_VALUE.test(value)) {
      throw new TypeError(
        `the value of ${name} must be Latin-1 without control characters, got ${JSON.stringify(value)}`,
      );
    }
  }
}
