import { refuseUnknownOptions } from '@tsgi/contract';

import type { AccessRecord } from './access-record.ts';
import { recordLevel } from './record-level.ts';

/** Which share of records is written, by outcome. */
export interface SampleOptions {
  /** Of exchanges that were complete, from 0 to 1. Default: 1. */
  readonly complete?: number;
  /** Of those that the client left. Default: 1. */
  readonly aborted?: number;
}

/** Checks the shares, once for many records. @throws {TypeError} for what is no share. */
export function sampler(options: SampleOptions, caller: string): (record: AccessRecord) => boolean {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${caller}(): sample must be { complete, aborted }, got ${typeof options}`);
  }
  refuseUnknownOptions(caller, options, ['complete', 'aborted'], 'sample.');
  const { complete = 1, aborted = 1 } = options;
  for (const [name, share] of Object.entries({ complete, aborted })) {
    if (typeof share === 'number' && share >= 0 && share <= 1) continue;
    throw new TypeError(`${caller}(): sample.${name} must be a number from 0 to 1, got ${String(share)}`);
  }
  return (record) => {
    // An error that was not written is one that did not happen.
    if (recordLevel(record) === 'error') return true;
    return Math.random() < (record.ending === 'aborted' ? aborted : complete);
  };
}
