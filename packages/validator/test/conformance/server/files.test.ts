import { readFileSync } from 'node:fs';

import type { Body } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { serve } from '@tsgi/server';
import { runnableCase } from '../../../src/conformance/server-case.ts';
import { files } from '../../../src/conformance/server/files.ts';
import { withEnviron } from '../faults.ts';
import { testFaults, type Fault } from '../faulty-server.ts';

type Range = { readonly start?: number; readonly end?: number };

/** A file wrapper that reads everything, by the rules or nearly so. */
const wrapping = (read: (content: Buffer, range: Range) => Buffer): ReturnType<typeof withEnviron> =>
  withEnviron((environ) => {
    environ['tsgi.file_wrapper'] = (path: string, range: Range = {}): Body => [read(readFileSync(path), range)];
  });

const right = wrapping((content, { start = 0, end = content.length }) => content.subarray(start, end));

test.each(files)('lets a server pass that $name', async (each) => {
  const running = runnableCase('', each, (app, options) => serve(right(app), { port: 0, ...options }), 4000).run();
  await expect(running).resolves.toBeUndefined();
});

const whole: Fault = wrapping((content) => content);

testFaults(files, {
  'sends a file': wrapping((content) => content.subarray(1)),
  'sends a file from start up to end': wrapping((content, { start = 0, end = 0 }) => content.subarray(start, end + 1)),
  'sends a file from start': whole,
  'sends nothing of a file from start to start': whole,
});
