/** The `tsgi` command: it finds the command that is named, and turns what becomes of it into an exit code. */

import { readFileSync } from 'node:fs';

import { compress } from './compress.ts';
import type { Command, Terminal } from './command.ts';
import { UsageError } from './usage-error.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map([['compress', compress]]);

/**
 * Runs `tsgi` with arguments, and resolves to its exit code: 0 when it is done, 1 when it could not be, 2 for arguments
 * that are not right. It throws nothing.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    terminal.complain(help());
    return 2;
  }
  if (name === '--help' || name === '-h') {
    terminal.say(help());
    return 0;
  }
  if (name === '--version') {
    terminal.say(version());
    return 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) {
    terminal.complain(`tsgi: there is no command '${name}', only ${[...COMMANDS.keys()].join(', ')}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.say(command.help);
    return 0;
  }
  try {
    await command.run(rest, terminal);
    return 0;
  } catch (error) {
    terminal.complain(`tsgi ${name}: ${error instanceof Error ? error.message : String(error)}`);
    if (!(error instanceof UsageError)) return 1;
    terminal.complain(`'tsgi ${name} --help' says how it is used`);
    return 2;
  }
}

function help(): string {
  const width = Math.max(...[...COMMANDS.keys()].map((name) => name.length));
  return [
    'Usage: tsgi <command> …',
    '',
    ...[...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    "'tsgi <command> --help' says more; 'tsgi --version' which version this is.",
  ].join('\n');
}

function version(): string {
  const { version: own } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return own;
}
