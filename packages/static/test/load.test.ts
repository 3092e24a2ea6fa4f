/** The program under load/, with a small number. What it prints with a large one is for whoever runs it. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

test('has no descriptor left of downloads whose clients went away', { timeout: 30_000 }, async () => {
  const program = path.join(import.meta.dirname, 'load/aborted-downloads.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, '300']);
  const result = JSON.parse(stdout) as Record<string, number>;
  expect(result).toMatchObject({
    connections: 0,
    over: result['began'],
    descriptorsAfter: result['descriptorsBefore'],
  });
  expect(result['began']).toBeGreaterThan(200);
});
