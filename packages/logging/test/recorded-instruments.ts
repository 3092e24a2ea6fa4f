/** Instruments that keep every call, for tests. */

import type { Instruments } from '../src/instruments.ts';
import type { MetricAttributes } from '../src/metric-attributes.ts';

/** What was measured: the attributes of each series that was made, and what it was given. */
export interface Recorded extends Instruments {
  readonly series: { readonly attributes: MetricAttributes; readonly values: (readonly number[])[] }[];
}

export function recordedInstruments(): Recorded {
  const series: Recorded['series'] = [];
  const open = (attributes: MetricAttributes): ((...values: number[]) => void) => {
    const one = { attributes, values: [] as number[][] };
    series.push(one);
    return (...values) => void one.values.push(values);
  };
  return {
    series,
    active: (attributes) => ({ add: open(attributes) }),
    ended: (attributes) => ({ record: open(attributes) }),
  };
}
