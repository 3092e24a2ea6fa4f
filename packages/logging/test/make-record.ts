/** Records for tests of formats, made by hand: of `GET /path`, but for what is said. */

import type { Environ, HeaderList, Outcome, Status } from '@tsgi/contract';
import { checkProxies, type ProxyOptions } from '@tsgi/http';
import { environ as validEnviron } from '@tsgi/testing';

import { ExchangeRecord } from '../src/exchange-record.ts';
import { Redaction, type RedactionOptions } from '../src/redaction.ts';

export interface MadeRecord extends RedactionOptions, ProxyOptions {
  readonly environ?: Partial<Environ>;
  readonly state?: Readonly<Record<string, unknown>>;
  readonly head?: readonly [Status, HeaderList];
  readonly outcome?: Outcome;
}

export function makeRecord(made: MadeRecord = {}): ExchangeRecord {
  const { head = ['200 OK', []], outcome = { status: 200, bytes: 5 } } = made;
  const environ = validEnviron({ PATH_INFO: '/path', REQUEST_URI: '/path', ...made.environ });
  for (const [key, value] of Object.entries(made.state ?? {})) environ['tsgi.exchange'].state.set(key, value);
  const record = new ExchangeRecord(environ, {
    redaction: new Redaction(made, 'test'),
    proxies: checkProxies(made, 'test'),
  });
  record.noteHead(...head);
  record.noteEnd();
  record.noteOutcome(outcome);
  return record;
}
