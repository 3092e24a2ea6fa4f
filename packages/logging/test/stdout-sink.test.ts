import { once } from 'node:events';

import { client } from '@tsgi/testing';
import { text } from '@tsgi/web';
import { expect, test, vi } from 'vitest';

import { accessLog } from '../src/access-log.ts';
import type { Sink } from '../src/sink.ts';
import { stdoutSink } from '../src/stdout-sink.ts';
import { elsewhere } from './elsewhere.ts';
import { runProgram, startProgramIn } from './run-program.ts';

test('is one for the whole process', () => {
  expect(stdoutSink()).toBe(stdoutSink());
});

test('leaves a sink that is made of it by spreading every line', async () => {
  const lines: string[] = [];
  const sink: Sink = { ...stdoutSink(), write: (line) => lines.push(line) };
  const http = client(accessLog({ sink, format: 'json' })(text('Hello')));
  await (await http.get('/greeting')).text();
  expect(lines).toEqual([expect.stringContaining('"/greeting"')]);
});

test.each(['return', 'exit', 'throw', 'later'])('everything is out when the process ends by %s', async (how) => {
  const { stdout } = await runProgram('log-and-end', '-', '500', how);
  const lines = stdout.split('\n').slice(0, -1);
  expect(lines.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: 500 }, (_, i) => i));
});

test.each(['node', 'bun', 'deno'] as const)(
  'a reader that is slow gets everything, and holds nobody up in %s',
  async (runtime) => {
    const child = startProgramIn(runtime, 'log-and-go-on', '5000');
    // The program goes on though nobody has read a byte of what no pipe can hold.
    await once(child, 'message');
    let received = '';
    child.stdout!.setEncoding('utf8').on('data', (data: string) => (received += data));
    child.send('end');
    await once(child, 'close');
    expect(received.length).toBe(500_000);
  },
);

test('is console.log where the runtime has no files', async () => {
  vi.resetModules();
  const fresh = await import('../src/stdout-sink.ts');
  const sink = elsewhere(() => fresh.stdoutSink());
  const log = vi.spyOn(console, 'log').mockReturnValue();
  sink.write('one', 'info');
  await sink.flush();
  expect(log).toHaveBeenCalledExactlyOnceWith('one');
  expect(sink.colors).toBe(false);
});
