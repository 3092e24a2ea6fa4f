import { atExit } from './at-exit.ts';
import { BatchWriter } from './batch-writer.ts';
import { Descriptor } from './descriptor.ts';
import { fileSystem } from './file-system.ts';
import { showsColors } from './shows-colors.ts';
import type { Sink } from './sink.ts';

const STDOUT = 1;

let shared: Sink | undefined;

/**
 * Standard output, in batches and without waiting for whoever reads it; where the runtime has no files, `console.log`.
 *
 * There is one for the whole process: closing it only flushes it. What is there when the process ends is written.
 */
export function stdoutSink(): Sink {
  return (shared ??= open());
}

function open(): Sink {
  const fs = fileSystem();
  if (fs === undefined) {
    return {
      write: (line) => console.log(line),
      flush: nothing,
      close: nothing,
      [Symbol.asyncDispose]: nothing,
      colors: false,
    };
  }
  const writer = new BatchWriter('standard output', new Descriptor(fs, STDOUT));
  atExit(() => writer.flushSync());
  const flush = (): Promise<void> => writer.flush();
  const sink: Sink = {
    write: (line) => writer.write(line),
    flush,
    close: flush,
    [Symbol.asyncDispose]: flush,
    colors: showsColors(STDOUT),
  };
  // Not enumerable: a sink made of this one by spreading, with a `write` of its own, is to have every line.
  return Object.defineProperty(sink, 'writeBytes', { value: (line: Uint8Array) => writer.writeBytes(line) });
}

async function nothing(): Promise<void> {}
