import type { HeaderList } from '@tsgi/contract';

import { withoutHeaders } from './without-headers.ts';
import type { OutgoingRequest } from './transport.ts';

/** The request that a redirect asks for: where to, and as what. */
export interface Redirect {
  readonly url: URL;
  readonly method: string;
  readonly headers: HeaderList;
  /** Whether the content is sent again. */
  readonly keepsContent: boolean;
}

/** What says something about content, and goes with it. */
const OF_CONTENT: readonly string[] = [
  'Content-Encoding',
  'Content-Language',
  'Content-Length',
  'Content-Location',
  'Content-Type',
  'Expect',
  'Transfer-Encoding',
];

/**
 * What an answer asks for, where it is a redirect (RFC 9110 §15.4). As browsers do: 303 makes everything but `HEAD` a
 * `GET`, 301 and 302 make a `GET` of a `POST`, 307 and 308 change nothing. Credentials stay at their origin.
 */
export function redirectOf(
  request: OutgoingRequest,
  status: number,
  location: string | undefined,
): Redirect | undefined {
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const url = new URL(location, request.url);
  const { method } = request;
  const becomesGet =
    (status === 303 && method !== 'HEAD' && method !== 'GET') ||
    ((status === 301 || status === 302) && method === 'POST');
  let headers = withoutHeaders(request.headers, ['Host', 'Cookie']);
  if (becomesGet) headers = withoutHeaders(headers, OF_CONTENT);
  if (url.origin !== request.url.origin) headers = withoutHeaders(headers, ['Authorization']);
  return { url, method: becomesGet ? 'GET' : method, headers, keepsContent: !becomesGet };
}
