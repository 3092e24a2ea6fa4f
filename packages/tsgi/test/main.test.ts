import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

const program = path.join(import.meta.dirname, '../src/main.ts');

test('writes to standard output what was asked for, and ends well', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, '--help']);
  expect(stdout).toMatch(/^Usage: tsgi /);
  expect(stderr).toBe('');
});

test('writes to standard error what went wrong, and ends with its code', async () => {
  const failed = promisify(execFile)(process.execPath, [program, 'compress', '/nowhere/at/all']);
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: "tsgi compress: there is no '/nowhere/at/all'\n",
  });
});

test('ends well where nobody reads what it says', async () => {
  const child = spawn(process.execPath, [program, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
});
