/** The checks that run nothing: types, lint, format. */

import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';

import type { Tally } from './tally.ts';

interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What to do about a finding, where a command mends it. */
  readonly remedy?: string;
}

/** Every TypeScript project of the workspace: found, not listed, so that none is forgotten. */
function projects(root: string): string[] {
  return globSync(['packages/*/tsconfig.json', 'packages/*/test/tsconfig.json', 'examples/*/tsconfig.json'], {
    cwd: root,
  })
    .map((file) => path.dirname(file))
    .concat('test')
    .toSorted();
}

function checks(root: string): Check[] {
  return [
    { name: 'types', command: 'tsc', args: ['-b', ...projects(root)] },
    { name: 'lint', command: 'oxlint', args: [] },
    { name: 'format', command: 'oxfmt', args: ['--check'], remedy: 'npm run format' },
  ];
}

/** Runs one check, and resolves to whether it passed and what it printed. */
async function run(check: Check, root: string): Promise<{ passed: boolean; output: string }> {
  const program = path.join(root, 'node_modules/.bin', check.command);
  const child = spawn(program, check.args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ passed: false, output: `${error.message}\n` }));
    child.once('close', (code) => resolve({ passed: code === 0, output: output.join('') }));
  });
}

/** Runs all checks side by side and reports them in their order; only a failing one shows its output. */
export async function staticChecks(root: string): Promise<Tally> {
  const started = checks(root).map((check) => ({ check, result: run(check, root) }));
  let failed = 0;
  for (const { check, result } of started) {
    const { passed, output } = await result;
    console.log(`${passed ? '✓' : '✗'} ${check.name}`);
    if (passed) continue;
    failed += 1;
    console.log(`\n${output.trim()}\n`);
    if (check.remedy !== undefined) console.log(`To mend it: ${check.remedy}\n`);
  }
  return { passed: started.length - failed, failed, skipped: [] };
}
