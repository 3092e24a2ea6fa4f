/** A log is rotated while requests come as fast as they can: no line is lost, and none is cut. */

import { once } from 'node:events';
import { readdirSync, renameSync } from 'node:fs';
import { connect } from 'node:net';

import type { Application } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { expect, test } from 'vitest';

import { accessLog } from '../src/access-log.ts';
import { fileSink } from '../src/file-sink.ts';
import { temporaryFolder } from './temporary-folder.ts';

const CLIENTS = 8;
const WRITES = 125;
/** Requests in one write. */
const DEPTH = 20;
const REQUESTS = CLIENTS * WRITES * DEPTH;

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['Hello'];
};

/** Sends its requests, each with a number of its own, `DEPTH` at a time, and calls `answered` for each time. */
async function ask(port: number, client: number, answered: () => void): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  let text = '';
  socket.setEncoding('latin1').on('data', (data: string) => (text += data));
  for (let write = 0; write < WRITES; write++) {
    const first = (client * WRITES + write) * DEPTH;
    socket.write(Array.from({ length: DEPTH }, (_, i) => `GET /${first + i} HTTP/1.1\r\nHost: h\r\n\r\n`).join(''));
    while (text.split('Hello').length <= DEPTH) await once(socket, 'data');
    text = '';
    answered();
  }
  socket.destroy();
}

test(`${REQUESTS} requests have as many lines, in however many files`, async () => {
  using folder = temporaryFolder();
  await using sink = fileSink(folder.file('access.log'));
  await using server = await serve(accessLog({ sink, format: '%U %s %b' })(hello), { port: 0 });
  let rotations = 0;
  let reopened: Promise<void> | undefined;
  // Again and again: as soon as the file of the last rotation is there.
  const rotate = (): void => {
    if (reopened !== undefined) return;
    renameSync(folder.file('access.log'), folder.file(`access.log.${++rotations}`));
    reopened = sink.reopen().then(() => (reopened = undefined));
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => ask(server.port, client, rotate)));
  await reopened;
  await sink.flush();
  const files = readdirSync(folder.file('.'));
  expect(files.length).toBeGreaterThan(5);
  const lines = files.flatMap((file) => folder.read(file).split('\n').slice(0, -1));
  expect(lines.filter((line) => !/^\/\d+ 200 5$/.test(line))).toEqual([]);
  expect(lines.map((line) => Number.parseInt(line.slice(1), 10)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: REQUESTS }, (_, i) => i),
  );
  expect(sink.dropped).toBe(0);
}, 30_000);
