// How many connections one process can hold.

import { execFileSync } from 'node:child_process';

/** The hard limit of open files. Node raises its soft limit to it at start, so no shell has to. */
export function descriptorLimit(): number {
  const text = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return text === 'unlimited' ? Infinity : Number(text);
}
