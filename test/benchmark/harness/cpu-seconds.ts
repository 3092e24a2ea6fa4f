// CPU time from the operating system: what no server can make look better than it is. Only where there is /proc.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// The unit of /proc; a hundredth of a second nearly everywhere, so a measurement of 1 s is good to a percent or two.
let ticksPerSecond: number | undefined;

/** User and system time of all threads of a process in seconds. */
export function cpuSeconds(pid: number): number | undefined {
  const fields = processFields(pid);
  return fields && seconds(fields.slice(11, 13));
}

/** The same for this process and all children that have ended. */
export function familyCpuSeconds(): number | undefined {
  const fields = processFields('self');
  return fields && seconds(fields.slice(11, 15));
}

/** The same for the children of this process that have ended. */
export function childrenCpuSeconds(): number | undefined {
  const fields = processFields('self');
  return fields && seconds(fields.slice(13, 15));
}

/** The same for all that ran on this machine. */
export function machineCpuSeconds(): number | undefined {
  // proc_stat(5): user, nice, system, idle, iowait, irq, softirq.
  const fields = read('/proc/stat')?.split('\n', 1)[0]?.split(/ +/).slice(1, 8);
  return fields && seconds(fields.toSpliced(3, 2));
}

/** The fields of proc_pid_stat(5) from the third on, so that utime, stime, cutime and cstime are 11 to 14 here. */
function processFields(pid: number | 'self'): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The second field, the command in parentheses, may hold spaces and parentheses.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function seconds(ticks: readonly string[]): number {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return ticks.reduce((sum, value) => sum + Number(value), 0) / ticksPerSecond;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
