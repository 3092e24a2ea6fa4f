/** `tsgi compress`: writes the compressed siblings that `staticFiles` sends. */

import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { type Coding, type CompressedSibling, compressFiles, type CompressSummary } from '@tsgi/static';

import type { Command } from './command.ts';
import { UsageError } from './usage-error.ts';

const CODINGS: readonly Coding[] = ['br', 'zstd', 'gzip'];

const HELP = `Usage: tsgi compress <directory> [options]

Writes app.js.br, app.js.zst and app.js.gz beside app.js, for every file below the directory that becomes smaller:
staticFiles() of @tsgi/static sends them to clients that take them. What is of its file as it is now is left alone, so
that a second run has little to do; what is of no use any more is removed.

  --codings <list>   which of br, zstd, gzip (default: br,zstd,gzip)
  --min-bytes <n>    leave files that are smaller (default: 1024)
  --jobs <n>         how many files at once (default: one for each processor)
  --verbose          a line for each sibling
  --quiet            nothing but what goes wrong

Exit codes: 0 done, 1 something could not be read or written, 2 wrong arguments.`;

/** The command. */
export const compress: Command = {
  summary: 'write .br, .zst and .gz beside the files of a directory',
  help: HELP,
  async run(args, terminal) {
    const { directory, codings, minBytes, jobs, verbose, quiet } = readArguments(args);
    checkDirectory(directory);
    const saved = new Map(codings.map((coding) => [coding, { original: 0, compressed: 0 }]));
    const summary = await compressFiles(directory, {
      codings,
      ...(minBytes !== undefined && { minBytes }),
      ...(jobs !== undefined && { jobs }),
      onSibling(sibling) {
        if (verbose) terminal.say(line(sibling));
        const sum = saved.get(sibling.coding);
        if (sum === undefined || sibling.size === undefined) return;
        sum.original += sibling.originalSize;
        sum.compressed += sibling.size;
      },
    });
    if (quiet) return;
    terminal.say(`${directory}: ${inWords(summary)}`);
    for (const [coding, { original, compressed }] of saved) {
      if (original === 0) continue;
      const percent = Math.round((1 - compressed / original) * 100);
      terminal.say(`  ${coding.padEnd(4)}  ${size(original)} → ${size(compressed)}, ${percent} % less`);
    }
  },
};

interface Arguments {
  readonly directory: string;
  readonly codings: readonly Coding[];
  readonly minBytes: number | undefined;
  readonly jobs: number | undefined;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  const [directory, ...more] = positionals;
  if (directory === undefined || directory === '') throw new UsageError('which directory?');
  if (more.length > 0) throw new UsageError(`expected one directory, got ${positionals.length}`);
  if (values.verbose && values.quiet) throw new UsageError('--verbose and --quiet are not for one run');
  return {
    directory,
    codings: values.codings === undefined ? CODINGS : readCodings(values.codings),
    minBytes: readNumber('--min-bytes', values['min-bytes'], 0),
    jobs: readNumber('--jobs', values.jobs, 1),
    verbose: values.verbose,
    quiet: values.quiet,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        codings: { type: 'string' },
        'min-bytes': { type: 'string' },
        jobs: { type: 'string' },
        verbose: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readCodings(text: string): Coding[] {
  const names = text.split(',').map((name) => name.trim());
  return names.map((name) => {
    const coding = CODINGS.find((each) => each === name);
    if (coding === undefined) throw new UsageError(`--codings must be a list of ${CODINGS.join(', ')}, got '${text}'`);
    return coding;
  });
}

function readNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${name} must be a whole number from ${least}, got '${text}'`);
}

function checkDirectory(directory: string): void {
  const stats = statSync(directory, { throwIfNoEntry: false });
  if (stats === undefined) throw new Error(`there is no '${directory}'`);
  if (!stats.isDirectory()) throw new Error(`'${directory}' is no directory`);
}

function line({ name, coding, outcome, originalSize, size: own }: CompressedSibling): string {
  const sizes = own === undefined ? size(originalSize) : `${size(originalSize)} → ${size(own)}`;
  return `${outcome.padEnd(7)}  ${coding.padEnd(4)}  ${name}  ${sizes}`;
}

function inWords({ files, written, current, removed, none }: CompressSummary): string {
  const counts = [`${files} ${files === 1 ? 'file' : 'files'}`, `${written} written`, `${current} up to date`];
  if (removed > 0) counts.push(`${removed} removed`);
  if (none > 0) counts.push(`${none} not smaller`);
  return counts.join(', ');
}

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
