// The child's side of harness/server-process.ts: every server program of the benchmark ends with `announce(port)`.

/**
 * Tells the benchmark where this server listens, answers its questions, and ends when the benchmark does.
 * @param worker The process that does the work, where it is not this one: its CPU time is read from /proc.
 */
export function announce(port: number, worker: number = process.pid): void {
  process.on('message', (question) => {
    if (question === 'cpu') tell(cpu());
    if (question === 'memory') void settledMemory().then(tell);
  });
  // `exit`, not the end of all work: a CPU profile is written on exit, and open connections would keep the process.
  process.on('disconnect', () => process.exit(0));
  tell({ port, worker });
}

function tell(numbers: Readonly<Record<string, number>>): void {
  process.send?.(numbers);
}

function cpu(): Record<string, number> {
  const { user, system } = process.cpuUsage();
  return { seconds: (user + system) / 1e6 };
}

/** Memory once all that can be collected is collected (under `--expose-gc`), and given back. */
async function settledMemory(): Promise<Record<string, number>> {
  // Several times, with pauses: finalizers and handles being closed let go of more, and pages go back in the background.
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}
