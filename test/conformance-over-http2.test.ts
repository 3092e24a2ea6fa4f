/** `@tsgi/node` over HTTP/2 against what the conformance suite asks, as far as HTTP/2 has words for it. */

import { serve } from '@tsgi/node';
import { type Capability, declareTests, serverConformance } from '@tsgi/validator';
import { describe, expect, test } from 'vitest';

import { http1OverHttp2 } from './servers/http1-over-http2.ts';

/** What HTTP/2 has not, or what translates between it and HTTP/1.1 decides itself. */
const LACKS: readonly Capability[] = [
  'http10',
  'pipelining',
  'refusals',
  'rawFields',
  'reason',
  'halfClose',
  'upgrade',
];

/** Cases that are about HTTP/1.1 alone, and why. */
const ABOUT_HTTP1: readonly (readonly [name: RegExp, why: string])[] = [
  [/^makes "http:/i, 'a target has no absolute form'],
  [/^answers (?:GET "(?:\*|ftp:|http:)|CONNECT)/, 'a client refuses to send such a target'],
  [/^makes "[^"]*[^ -~]/, 'a client refuses bytes beyond ASCII'],
  [/^gives the version of the request$/, 'it is another'],
  [/^sends Latin-1 in the head/, 'the one that translates writes it as UTF-8'],
  [/^(?:sends trailer fields behind|calls the function of the trailers once)/, 'repeated fields arrive joined'],
  [/^sends a large chunk without waiting|^asks .*(?:client takes them|has not taken)$/, 'chunks arrive in frames'],
  [
    /^rejects a read with ClientDisconnected where the client ends its side/,
    'the one that translates reads no further',
  ],
  [/^lets a client that was refused go on/, 'the connection is not the one of HTTP/1.1'],
];

const cases = serverConformance(
  async (app, options) => {
    const server = await serve(app, { port: 0, http2: true, ...options });
    const front = await http1OverHttp2(server.url);
    return {
      url: `http://127.0.0.1:${front.port}`,
      async close(closing) {
        await server.close(closing);
        front.close();
      },
    };
  },
  { lacks: LACKS },
);

describe('@tsgi/node over HTTP/2', () => {
  const asked = cases.filter(({ skip, name }) => skip === undefined && !ABOUT_HTTP1.some(([left]) => left.test(name)));
  declareTests(asked, { describe, test });

  test.each(ABOUT_HTTP1)('%s leaves out what there is: %s', (left) => {
    expect(cases.some(({ name }) => left.test(name))).toBe(true);
  });
});
