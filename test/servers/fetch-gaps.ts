import type { BareFault } from '../bare-runtimes/bare-fault.ts';
import { FETCH_FAULTS } from '../bare-runtimes/fetch-faults.ts';

/** What no server can do whose runtime gives a `Request` and takes a `Response`. */

export const LACKS = {
  rawTarget: 'the URL of a `Request` is normalized',
  rawFields: '`Headers` sort and join what they are given, and lower its letters',
  expectContinue: 'the runtime says 100 Continue itself',
  informational: 'Fetch has no interim responses',
  trailers: 'Fetch has no trailer fields',
  upgrade: 'Fetch has no upgrades',
} as const;

/** What no server can do on a runtime that shows these faults by itself. */
export const FAULTS: Readonly<Record<string, BareFault>> = {
  'gives the application content of a request with any method': FETCH_FAULTS.keepsContent,
  'gives the version of a request of HTTP/1.0, and no capabilities that it cannot take': FETCH_FAULTS.tellsNoVersion,
  'sends a client of HTTP/1.0 no 100 Continue': FETCH_FAULTS.continuesAll,
};
