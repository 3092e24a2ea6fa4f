/** A disk that is full, or stalls, neither stops nor fattens the server. */

import { existsSync } from 'node:fs';

import type { Application } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { accessLog } from '../src/access-log.ts';
import { BatchWriter } from '../src/batch-writer.ts';
import { fileSink } from '../src/file-sink.ts';
import type { Sink } from '../src/sink.ts';
import { FakeDevice } from './fake-device.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['Hello'];
};

/** Asks a server that logs to `sink` for something, and again. */
async function ask(sink: Sink, times: number): Promise<void> {
  await using server = await serve(accessLog({ sink, format: '%s '.padEnd(996, '.') })(hello), { port: 0 });
  const http = client(server.url);
  for (let i = 0; i < times; i++) await (await http.get('/')).expect({ status: 200, text: 'Hello' });
}

test.runIf(existsSync('/dev/full'))(
  'a full disk is said once, every request is answered, and lines are dropped',
  async () => {
    const reports: string[] = [];
    await using sink = fileSink('/dev/full', { maxBytes: 100_000, delayMs: 0, report: (text) => reports.push(text) });
    await ask(sink, 300);
    expect(sink.dropped).toBeGreaterThan(190);
    expect(reports).toHaveLength(1);
  },
);

test('a disk that never answers holds up nobody, and no more than the bound is kept', async () => {
  const device = new FakeDevice();
  const reports: string[] = [];
  const writer = new BatchWriter('log', device, { maxBytes: 100_000, report: (text) => reports.push(text) });
  await ask(sinkOf(writer), 300);
  expect(device.busy).toBe(true);
  // A hundred lines of a thousand bytes are held, of which a batch is in the disk's hands.
  expect(writer.dropped).toBe(200);
  expect(reports).toHaveLength(1);
  const flushed = writer.flush();
  while (device.busy) device.end();
  await flushed;
  expect(device.text.split('\n')).toHaveLength(101);
  expect(reports[1]).toBe('log: is written again; 200 lines were dropped');
});

function sinkOf(writer: BatchWriter): Sink {
  return {
    write: (line) => writer.write(line),
    flush: () => writer.flush(),
    close: () => writer.close(),
    [Symbol.asyncDispose]: () => writer.close(),
  };
}
