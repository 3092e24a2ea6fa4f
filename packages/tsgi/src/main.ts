#!/usr/bin/env node
/** The `tsgi` command, as a program. */

import { run } from './run.ts';

// The reader may have read enough, as `head` does; what is to be done is done all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  say: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
});
