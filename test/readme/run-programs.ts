/** Runs the modules that it is given, one after the other, and prints what each printed, as one line of JSON. */

import path from 'node:path';
import { format, inspect } from 'node:util';

for (const file of process.argv.slice(2)) {
  const prints: string[] = [];
  console.log = (...values: unknown[]) => void prints.push(...format(...values).split('\n'));
  let error: string | undefined;
  try {
    await import(path.resolve(file));
  } catch (reason) {
    error = inspect(reason);
  }
  process.stdout.write(`${JSON.stringify({ file, prints, error })}\n`);
}
// Servers of these programs may still be listening.
process.exit();
