import { describe, expect, test, vi } from 'vitest';

import { BatchWriter, type WriterOptions } from '../src/batch-writer.ts';
import { FakeDevice } from './fake-device.ts';

function writer(options: WriterOptions = {}): { device: FakeDevice; lines: BatchWriter; reports: string[] } {
  const device = new FakeDevice();
  const reports: string[] = [];
  const lines = new BatchWriter('log', device, { report: (message) => reports.push(message), ...options });
  return { device, lines, reports };
}

const fullDisk = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

test('lines that come together leave together, after the delay', async () => {
  vi.useFakeTimers();
  const { device, lines } = writer({ delayMs: 20 });
  lines.write('a');
  lines.write('b');
  vi.advanceTimersByTime(19);
  expect(device.busy).toBe(false);
  vi.advanceTimersByTime(1);
  device.end();
  expect(device.text).toBe('a\nb\n');
  vi.useRealTimers();
});

test('many lines leave without the delay, one write after the other', async () => {
  const { device, lines } = writer({ delayMs: 1_000_000 });
  for (let i = 0; i < 3000; i++) lines.write(`${i}`.padStart(99, '.'));
  expect(device.busy).toBe(true);
  const flushed = lines.flush();
  while (device.busy) device.end();
  await flushed;
  expect(device.text.length).toBe(300_000);
  expect(
    device.text
      .split('\n')
      .slice(0, -1)
      .map((line) => Number(line.replaceAll('.', ''))),
  ).toEqual(Array.from({ length: 3000 }, (_, i) => i));
});

test('lines of bytes leave with the others, in their order, and by the same bound', async () => {
  const { device, lines } = writer({ maxBytes: 10 });
  lines.write('a');
  lines.writeBytes(new TextEncoder().encode('b\n'));
  lines.write('c');
  lines.writeBytes(new TextEncoder().encode('too long\n'));
  const flushed = lines.flush();
  device.end();
  await flushed;
  expect(device.text).toBe('a\nb\nc\n');
  expect(lines.dropped).toBe(1);
});

test('what a device takes in part it is given the rest of', async () => {
  const { device, lines } = writer();
  lines.write('abc');
  lines.write('你好');
  const flushed = lines.flush();
  while (device.busy) device.end(3);
  await flushed;
  expect(new TextEncoder().encode('abc\n你好\n').length).toBe(11);
  expect(device.text.startsWith('abc\n')).toBe(true);
});

describe('flush()', () => {
  test('resolves at once where there is nothing', async () => {
    await expect(writer().lines.flush()).resolves.toBeUndefined();
  });

  test('resolves when what was there is out, whatever has come since', async () => {
    const { device, lines } = writer();
    lines.write('a');
    const flushed = lines.flush();
    lines.write('b');
    const later = lines.flush();
    device.end();
    await flushed;
    expect(device.text).toBe('a\n');
    device.end();
    await later;
    expect(device.text).toBe('a\nb\n');
  });

  test('resolves where the lines cannot be brought out, which stay for another try', async () => {
    const { device, lines, reports } = writer();
    device.failure = fullDisk;
    lines.write('a');
    const flushed = lines.flush();
    device.end();
    await flushed;
    expect(reports).toEqual([
      'log: cannot be written: ENOSPC: no space left on device; 16777216 bytes of lines are held, what comes beyond is dropped',
    ]);
    device.failure = undefined;
    const again = lines.flush();
    device.end();
    await again;
    expect(device.text).toBe('a\n');
    expect(reports[1]).toBe('log: is written again; 0 lines were dropped');
  });
});

describe('a device that cannot be written', () => {
  test('is tried again by and by, and reported once', () => {
    vi.useFakeTimers();
    const { device, lines, reports } = writer();
    device.failure = fullDisk;
    lines.write('a');
    vi.advanceTimersByTime(20);
    for (let i = 0; i < 5; i++) {
      device.end();
      expect(device.busy).toBe(false);
      vi.advanceTimersByTime(1000);
    }
    expect(reports).toHaveLength(1);
    device.failure = undefined;
    device.end();
    expect(device.text).toBe('a\n');
    expect(reports).toHaveLength(2);
    vi.useRealTimers();
  });

  test('fails once for each time, however often it takes a little in between', async () => {
    const { device, lines, reports } = writer();
    lines.write('abcdef');
    void lines.flush();
    for (let i = 0; i < 3; i++) {
      device.end(1);
      device.failure = fullDisk;
      device.end();
      device.failure = undefined;
      void lines.flush();
    }
    expect(reports).toHaveLength(1);
    device.end();
    expect(device.text).toBe('abcdef\n');
    expect(reports).toHaveLength(2);
  });

  test('costs no more than the bound, and what was dropped is counted and said', async () => {
    const { device, lines, reports } = writer({ maxBytes: 1000 });
    lines.write('x'.repeat(99));
    void lines.flush(); // and it stalls, without an error
    for (let i = 0; i < 50; i++) lines.write('x'.repeat(99));
    expect(lines.dropped).toBe(41);
    expect(reports).toEqual([
      'log: cannot be written: lines come faster than they are written; 1000 bytes of lines are held, what comes beyond is dropped',
    ]);
    const flushed = lines.flush();
    while (device.busy) device.end();
    await flushed;
    expect(device.text.length).toBe(1000);
    expect(reports.slice(1)).toEqual(['log: is written again; 41 lines were dropped']);
    lines.write('y');
    const more = lines.flush();
    device.end();
    await more;
    expect(device.text.endsWith('x\ny\n')).toBe(true);
    expect(reports).toHaveLength(2);
  });

  test('that is only a full pipe is no failure', async () => {
    const { device, lines, reports } = writer();
    lines.write('a');
    const flushed = lines.flush();
    device.failure = Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });
    device.end();
    device.failure = undefined;
    (await device.asked()).end();
    await flushed;
    expect(device.text).toBe('a\n');
    expect(reports).toEqual([]);
  });
});

describe('close()', () => {
  test('writes what is there, and drops what comes later', async () => {
    const { device, lines, reports } = writer();
    lines.write('a');
    const closed = lines.close();
    lines.write('b');
    device.end();
    await closed;
    expect(device.text).toBe('a\n');
    expect(lines.dropped).toBe(1);
    expect(reports).toEqual(['log: is closed; 1 lines were dropped']);
  });

  test('says how many lines cannot be brought out', async () => {
    const { device, lines, reports } = writer();
    for (const line of ['one', 'two', 'three']) lines.write(line);
    const closed = lines.close();
    device.end(5);
    device.failure = fullDisk;
    device.end();
    await closed;
    expect(device.text).toBe('one\nt');
    expect(lines.dropped).toBe(2);
    expect(reports.at(-1)).toBe('log: is closed; 2 lines were dropped');
  });
});

describe('flushSync()', () => {
  test('writes everything within the call', () => {
    const { device, lines } = writer();
    for (let i = 0; i < 600; i++) lines.write(`${i}`.padStart(99, '.'));
    lines.flushSync();
    expect(device.text.length).toBe(60_000);
  });

  test('leaves out what is under way already, which the runtime finishes', () => {
    const { device, lines } = writer();
    lines.write('a');
    void lines.flush();
    lines.write('b');
    lines.flushSync();
    expect(device.text).toBe('b\n');
    device.end();
    expect(device.text).toBe('b\na\n');
  });

  test('waits for what is under way, where the runtime does not finish it', () => {
    const { device, lines } = writer();
    const settle = vi.fn<() => void>(() => expect(device.text).toBe('a\n'));
    Object.assign(device, { settle });
    lines.write('a');
    lines.flushSync();
    expect(settle).not.toHaveBeenCalled();
    lines.write('b');
    void lines.flush();
    lines.write('c');
    lines.flushSync();
    expect(settle).toHaveBeenCalledOnce();
    expect(device.text).toBe('a\nc\n');
  });

  test('keeps count, should the process go on', async () => {
    const { device, lines } = writer();
    lines.write('a');
    void lines.flush();
    lines.write('b');
    lines.flushSync();
    device.end();
    expect(device.busy).toBe(false);
    lines.write('c');
    const flushed = lines.flush();
    device.end();
    await flushed;
    expect(device.text.split('\n').toSorted()).toEqual(['', 'a', 'b', 'c']);
  });

  test('goes on where a write that failed had come to', () => {
    const { device, lines } = writer();
    lines.write('abc');
    void lines.flush();
    device.end(2);
    device.failure = fullDisk;
    device.end();
    device.failure = undefined;
    lines.flushSync();
    expect(device.text).toBe('abc\n');
  });

  test('gives up where that fails', () => {
    const { device, lines } = writer();
    device.failure = fullDisk;
    lines.write('a');
    expect(() => lines.flushSync()).not.toThrow();
  });
});

describe('replace()', () => {
  test('waits for the batch under way', () => {
    const { device, lines } = writer();
    const next = new FakeDevice();
    lines.write('one');
    void lines.flush();
    lines.replace(() => next);
    device.end(2);
    lines.write('two');
    void lines.flush();
    device.end();
    next.end();
    expect([device.text, next.text]).toEqual(['one\n', 'two\n']);
  });

  test('begins the line anew that another device has in part, and is not waiting to be written', () => {
    const { device, lines } = writer();
    const next = new FakeDevice();
    lines.write('one');
    lines.write('two');
    void lines.flush();
    device.end(6);
    device.failure = fullDisk;
    device.end();
    lines.replace(() => next);
    next.end();
    expect([device.text, next.text]).toEqual(['one\ntw', 'two\n']);
  });

  test('twice opens both, in order', () => {
    const { device, lines } = writer();
    const opened: string[] = [];
    const last = new FakeDevice();
    lines.write('a');
    void lines.flush();
    lines.replace(() => (opened.push('first'), new FakeDevice()));
    lines.replace(() => (opened.push('second'), last));
    device.end();
    lines.write('b');
    void lines.flush();
    last.end();
    expect(opened).toEqual(['first', 'second']);
    expect(last.text).toBe('b\n');
  });
});

test('a failure goes to standard error, unless another place is given', () => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  const device = new FakeDevice();
  const lines = new BatchWriter('log', device);
  device.failure = fullDisk;
  lines.write('a');
  void lines.flush();
  device.end();
  expect(error).toHaveBeenCalledOnce();
  lines.flushSync();
});
