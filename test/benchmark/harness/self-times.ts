// A V8 CPU profile, read as a list of functions by the time spent in each itself.

/** The part of the `.cpuprofile` format that is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** The node that was running at each sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

/** Functions, the most expensive first. */
export interface SelfTimes {
  readonly functions: readonly { readonly label: string; readonly micros: number }[];
  /** The time of all of them together; waiting for work is not among it. */
  readonly busyMicros: number;
}

/** Adds up the samples of each function, wherever it was called from. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): SelfTimes {
  const labels = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url === '' ? '' : `  ${url.replace(/^file:\/\/.*\/(?=packages\/)/, '')}:${lineNumber + 1}`;
      return [id, `${functionName || '(anonymous)'}${place}`];
    }),
  );
  const totals = new Map<string, number>();
  for (const [index, node] of samples.entries()) {
    const label = labels.get(node) ?? '(unknown)';
    // A sample lasts until the next one, and a delta is the time since the one before.
    if (label !== '(idle)') totals.set(label, (totals.get(label) ?? 0) + (timeDeltas[index + 1] ?? 0));
  }
  const functions = [...totals].map(([label, micros]) => ({ label, micros })).toSorted((a, b) => b.micros - a.micros);
  return { functions, busyMicros: functions.reduce((sum, { micros }) => sum + micros, 0) };
}
