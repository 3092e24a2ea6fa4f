/** Writes lines, and ends as it is told: `node log-and-end.ts <file, or - for standard output> <lines> <how>`. */

import { fileSink } from '../../src/file-sink.ts';
import { stdoutSink } from '../../src/stdout-sink.ts';

const [file = '-', lines = '0', how = 'return'] = process.argv.slice(2);
const sink = file === '-' ? stdoutSink() : fileSink(file);
for (let i = 0; i < Number(lines); i++) sink.write(`${i} `.padEnd(99, '.'), 'info');

const ends: Record<string, () => void> = {
  return() {},
  exit: () => process.exit(3),
  throw() {
    throw new Error('nobody catches this');
  },
  reject: () => void Promise.reject(new Error('nobody catches this')),
  // While a write is under way, in another thread.
  later: () => setImmediate(() => process.exit(3)),
};
ends[how]!();
