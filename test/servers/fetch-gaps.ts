/** What no server can do whose runtime gives a `Request` and takes a `Response`. */

export const LACKS = {
  rawTarget: 'the URL of a `Request` is normalized',
  rawFields: '`Headers` sort and join what they are given, and lower its letters',
  expectContinue: 'the runtime says 100 Continue itself',
  informational: 'Fetch has no interim responses',
  trailers: 'Fetch has no trailer fields',
  upgrade: 'Fetch has no upgrades',
} as const;

const NEXT = 'It calls its handler with the next request as soon as the `Response` before is out';

export const FAULTS: Readonly<Record<string, string>> = {
  'gives the application content of a request with any method': 'A `Request` with GET has no body',
  'gives the version of a request of HTTP/1.0, and no capabilities that it cannot take':
    'A `Request` does not tell its version',
  'sends a client of HTTP/1.0 no 100 Continue': 'It says 100 Continue to every version',
  'waits for the disposal before it goes on to the next request': NEXT,
  'gives the next request to its application when all that was deferred has run': NEXT,
};
