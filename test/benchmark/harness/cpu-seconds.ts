// CPU time of another process, from the operating system: what no server can make look better than it is.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

// The unit of /proc/<pid>/stat; a hundredth of a second nearly everywhere, so a measurement of 2 s is good to 1 %.
let ticksPerSecond: number | undefined;

/** User and system time of all threads of a process in seconds; `undefined` where there is no /proc. */
export async function cpuSeconds(pid: number): Promise<number | undefined> {
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  // proc_pid_stat(5): utime and stime are fields 14 and 15. The second, the command in parentheses, may hold spaces;
  // what follows its last parenthesis begins with the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
