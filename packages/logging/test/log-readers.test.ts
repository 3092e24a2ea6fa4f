/** The programs that people read access logs with understand this one. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import type { Application, Middleware, Status } from '@tsgi/contract';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { requireProgram } from '../../../test/require-program.ts';
import { accessLog } from '../src/access-log.ts';
import { fileSink } from '../src/file-sink.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

const app: Application = (environ, startResponse) => {
  const code = environ.PATH_INFO.slice(1);
  startResponse(`${code} Any` as Status, []);
  return code === '304' ? [] : ['12345'];
};

/** A log of six exchanges, one of them hostile. */
async function write(folder: TemporaryFolder, from: Middleware = (inner) => inner): Promise<string> {
  await using sink = fileSink(folder.file('access.log'));
  const http = client(from(accessLog({ sink })(app)));
  const agents = ['Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', 'a" 500 9 "-" "b', 'c\\', 'd [e]', 'f', 'ä'];
  for (const [index, path] of ['/200', '/200', '/404', '/304', '/500', '/200'].entries()) {
    const response = await http.get(path, { headers: { 'User-Agent': agents[index]!, Referer: 'http://h.example/a' } });
    await response.bytes();
    await response.outcome();
  }
  return folder.file('access.log');
}

test('awk counts statuses and bytes', async ({ skip }) => {
  const awk = requireProgram('awk', skip);
  using folder = temporaryFolder();
  const program = '{ count[$9]++; bytes += $10 } END { for (s in count) print s, count[s]; print "bytes", bytes }';
  const output = execFileSync(awk, [program, await write(folder)], { encoding: 'utf8' });
  expect(output.trimEnd().split('\n').toSorted()).toEqual(['200 3', '304 1', '404 1', '500 1', 'bytes 25']);
});

/** Requests as they come over a Unix socket, whose peer has no address. */
const fromUnixSocket: Middleware = (inner) => (environ, startResponse) => {
  const { REMOTE_ADDR: _, ...without } = environ;
  return inner(without, startResponse);
};

test('GoAccess reads lines without an address where it is told to ask for none', async ({ skip }) => {
  const goaccess = requireProgram('goaccess', skip);
  using folder = temporaryFolder();
  const log = await write(folder, fromUnixSocket);
  expect(readFileSync(log, 'utf8')).toMatch(/^- - - \[/);
  const output = folder.file('report.json');
  const args = [
    log,
    '--log-format=COMBINED',
    '--no-ip-validation',
    '--no-global-config',
    '--no-progress',
    '-o',
    output,
  ];
  execFileSync(goaccess, args, { stdio: 'ignore' });
  const { general } = JSON.parse(readFileSync(output, 'utf8')) as { general: Record<string, number> };
  expect(general).toMatchObject({ total_requests: 6, valid_requests: 6, failed_requests: 0 });
});

test('GoAccess reads every line', async ({ skip }) => {
  const goaccess = requireProgram('goaccess', skip);
  using folder = temporaryFolder();
  const output = folder.file('report.json');
  const args = [await write(folder), '--log-format=COMBINED', '--no-global-config', '--no-progress', '-o', output];
  execFileSync(goaccess, args, { stdio: 'ignore' });
  const report = JSON.parse(readFileSync(output, 'utf8')) as {
    general: Record<string, number>;
    status_codes: {
      data: { data: string; hits: { count: number }; items?: { data: string; hits: { count: number } }[] }[];
    };
  };
  expect(report.general).toMatchObject({ total_requests: 6, valid_requests: 6, failed_requests: 0, bandwidth: 25 });
  const codes = report.status_codes.data.flatMap(({ items = [] }) =>
    items.map(({ data, hits }) => [data.slice(0, 3), hits.count]),
  );
  expect(Object.fromEntries(codes)).toEqual({ 200: 3, 304: 1, 404: 1, 500: 1 });
});
