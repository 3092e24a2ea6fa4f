import { ClientDisconnected, PayloadTooLarge } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import { emptyInput, RequestInput } from '../src/request-input.ts';

function inputOf(
  announced: number,
  most = Infinity,
): { input: RequestInput; onFirstRead: () => void; onRoom: () => void } {
  const source = { onFirstRead: vi.fn<() => void>(), onRoom: vi.fn<() => void>() };
  return { input: new RequestInput(source, announced, most), ...source };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

async function textOf(input: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of input) text += Buffer.from(chunk).toString();
  return text;
}

test('yields what has come, and what comes, and ends by itself', async () => {
  const { input } = inputOf(6);
  input.push(bytes('ab'));
  const reading = textOf(input);
  input.push(bytes('cd'));
  await Promise.resolve();
  input.push(bytes('ef'));
  input.end();
  await expect(reading).resolves.toBe('abcdef');
});

test('says when it is read for the first time, and only then', async () => {
  const { input, onFirstRead } = inputOf(4);
  const iterator = input[Symbol.asyncIterator]();
  expect(onFirstRead).not.toHaveBeenCalled();
  const first = iterator.next();
  expect(onFirstRead).toHaveBeenCalledOnce();
  input.push(bytes('ab'));
  await first;
  void iterator.next();
  expect(onFirstRead).toHaveBeenCalledOnce();
});

test.each(['closed', 'complete', 'over its limit'])('asks a client for nothing when it is %s', async (state) => {
  const { input, onFirstRead } = inputOf(4);
  if (state === 'closed') input.close();
  else if (state === 'complete') input.end();
  else input.limit(3);
  await input.next().catch(() => {});
  expect(onFirstRead).not.toHaveBeenCalled();
});

test('answers reads in order that were made at once', async () => {
  const { input } = inputOf(4);
  const reads = [input.next(), input.next(), input.next()];
  expect(input.waiting).toBe(true);
  input.push(bytes('ab'));
  input.push(bytes('cd'));
  input.end();
  const results = await Promise.all(reads);
  expect(results.map(({ value }) => value && Buffer.from(value).toString())).toEqual(['ab', 'cd', undefined]);
  expect(input.waiting).toBe(false);
});

test('can be iterated once', () => {
  const { input } = inputOf(4);
  input[Symbol.asyncIterator]();
  expect(() => input[Symbol.asyncIterator]()).toThrow(TypeError);
});

test('is full when much was not read, and makes room known', async () => {
  const { input, onRoom } = inputOf(-1);
  input.push(new Uint8Array(65_535));
  expect(input.full).toBe(false);
  input.push(new Uint8Array(1));
  expect(input.full).toBe(true);
  await input.next();
  expect(onRoom).toHaveBeenCalledOnce();
  await input.next();
  expect(onRoom).toHaveBeenCalledOnce();
});

test('fails a read that waits, and the ones after it, when the client goes', async () => {
  const { input } = inputOf(4);
  const waiting = input.next();
  const gone = new ClientDisconnected();
  input.fail(gone);
  await expect(waiting).rejects.toBe(gone);
  await expect(input.next()).rejects.toBe(gone);
  expect(input.failure).toBe(gone);
});

test('has an error of its own for too much answered 413, and nothing else', async () => {
  const { input } = inputOf(4);
  input.limit(3);
  const error: unknown = await input.next().catch((thrown: unknown) => thrown);
  expect([input.statusOf(error), input.statusOf(new PayloadTooLarge(3))]).toEqual([413, 0]);
  const { input: other } = inputOf(4);
  const gone = new ClientDisconnected();
  other.fail(gone);
  expect([other.statusOf(gone), other.statusOf(undefined)]).toEqual([0, 0]);
});

test('drops what it holds when the client goes: it is not the whole', async () => {
  const { input } = inputOf(4);
  input.push(bytes('ab'));
  input.fail(new ClientDisconnected());
  await expect(input.next()).rejects.toThrow(ClientDisconnected);
});

test('keeps content that is complete when the client goes', async () => {
  const { input } = inputOf(2);
  input.push(bytes('ab'));
  input.end();
  input.fail(new ClientDisconnected());
  await expect(textOf(input)).resolves.toBe('ab');
});

test('ends at once when it is closed, also a read that waits', async () => {
  const { input, onRoom } = inputOf(4);
  input.push(bytes('ab'));
  await input.next();
  const waiting = input.next();
  input.close();
  await expect(waiting).resolves.toEqual({ done: true, value: undefined });
  await expect(input.next()).resolves.toEqual({ done: true, value: undefined });
  expect(input.closed).toBe(true);
  expect(onRoom).toHaveBeenCalled();
  input.fail(new ClientDisconnected());
  await expect(input.next()).resolves.toEqual({ done: true, value: undefined });
});

test('is closed when a loop over it is left', async () => {
  const { input } = inputOf(4);
  input.push(bytes('ab'));
  for await (const chunk of input) {
    expect(chunk).toEqual(bytes('ab'));
    break;
  }
  expect(input.closed).toBe(true);
});

test('refuses content that announces more than the limit at the first read', async () => {
  const { input } = inputOf(4);
  input.limit(3);
  await expect(input.next()).rejects.toMatchObject({ name: 'PayloadTooLarge', limit: 3, status: 413 });
});

test('takes content that announces as much as the limit', async () => {
  const { input } = inputOf(4);
  input.limit(4);
  input.push(bytes('abcd'));
  input.end();
  await expect(textOf(input)).resolves.toBe('abcd');
});

test('yields no byte beyond the limit where none was announced', async () => {
  const { input } = inputOf(-1);
  input.limit(3);
  input.push(bytes('ab'));
  await input.next();
  const waiting = input.next();
  input.push(bytes('cd'));
  await expect(waiting).rejects.toThrow(PayloadTooLarge);
});

test('refuses what it holds already when a limit comes late', async () => {
  const { input } = inputOf(-1);
  input.push(bytes('abcd'));
  input.limit(3);
  await expect(input.next()).rejects.toThrow(PayloadTooLarge);
});

test('never raises a limit', async () => {
  const { input } = inputOf(-1, 2);
  input.limit(Infinity);
  input.push(bytes('abc'));
  await expect(input.next()).rejects.toMatchObject({ limit: 2 });
});

test.each([-1, NaN, undefined])('refuses %s for a limit', (limit) => {
  expect(() => inputOf(4).input.limit(limit as number)).toThrow(TypeError);
});

test('has an input for requests without content, which ends at once and as often as it is asked', async () => {
  emptyInput.limit(1);
  expect(() => emptyInput.limit(-1)).toThrow('tsgi.input.limit(): bytes must be a number from 0, got -1');
  await expect(textOf(emptyInput)).resolves.toBe('');
  emptyInput.close();
  await expect(textOf(emptyInput)).resolves.toBe('');
});
