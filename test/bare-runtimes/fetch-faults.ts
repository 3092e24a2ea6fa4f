/** What Bun and Deno both do by themselves. */

import { get, HOST, onWire } from './bare-fault.ts';

export const FETCH_FAULTS = {
  keepsContent: onWire('keeps the content of GET to itself', {
    sent: `GET /content HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\nhi`,
    comes: /\r\n\r\n\[\]$/,
  }),
  tellsNoVersion: onWire('tells nothing of the version of a request', {
    // What is told of the one is told of the other.
    sent: `${get('/all')}GET /all HTTP/1.0\r\n${HOST}\r\n`,
    comes: /(\{.+\})HTTP\/1.*\r\n\r\n\1$/s,
  }),
  continuesAll: onWire('says 100 Continue to HTTP/1.0 too', {
    sent: `POST /content HTTP/1.0\r\n${HOST}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`,
    comes: /^HTTP\/1.[01] 100 /,
  }),
  goesOn: onWire(
    'calls its handler with the next request as soon as the content is out, whatever its stream still does',
    {
      sent: get('/works-on') + get('/works'),
      comes: /content.*works=true$/s,
    },
  ),
} as const;
