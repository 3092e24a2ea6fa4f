/** Writes more lines to standard output than a pipe holds, says so, and ends when it is told and all are out. */

import { stdoutSink } from '../../src/stdout-sink.ts';

const sink = stdoutSink();
for (let i = 0; i < Number(process.argv[2]); i++) sink.write(`${i} `.padEnd(99, '.'), 'info');
process.once('message', () => {
  void sink.flush().then(() => process.disconnect?.());
});
// After so many turns that batches have been written until nothing more goes out.
let turns = 100;
function turn(): void {
  if (--turns > 0) setImmediate(turn);
  else process.send?.('still here');
}
turn();
