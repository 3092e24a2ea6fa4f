import { readFileSync } from 'node:fs';

import { type Body, fileBody, type FileRange, type OpenFile } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { serve } from '@tsgi/server';
import { runnableCase } from '../../../src/conformance/server-case.ts';
import { files } from '../../../src/conformance/server/files.ts';
import { withEnviron } from '../faults.ts';
import { testFaults, type Fault } from '../faulty-server.ts';

/** A file wrapper that reads everything of a path, by the rules or nearly so, and wraps an open file by them. */
const wrapping = (
  read: (content: Buffer, range: FileRange) => Buffer,
  wrapOpen: (file: OpenFile, range: FileRange) => Body = fileBody,
): ReturnType<typeof withEnviron> =>
  withEnviron((environ) => {
    environ['tsgi.file_wrapper'] = (file: string | OpenFile, range: FileRange = {}): Body =>
      typeof file === 'string' ? [read(readFileSync(file), range)] : wrapOpen(file, range);
  });

/** A file wrapper that treats open files otherwise. */
const opened = (wrapOpen: (file: OpenFile, range: FileRange) => Body): ReturnType<typeof withEnviron> =>
  wrapping((content) => content, wrapOpen);

/** The chunks of an open file, which stays open. */
async function* unclosed(file: OpenFile, { start = 0, end = Infinity }: FileRange): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end;) {
    const buffer = new Uint8Array(Math.min(1000, end - position));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}

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
  'sends a file that is open, and closes it': opened(unclosed),
  'sends a file that is open from start up to end, and closes it': opened((file) => fileBody(file)),
  'closes a file that was open where HEAD asks for nothing of it': opened((file) =>
    (async function* () {
      yield* unclosed(file, {});
      await file.close();
    })(),
  ),
  'cuts the connection where a file that is open ends before end': opened((file) => fileBody(file)),
});
