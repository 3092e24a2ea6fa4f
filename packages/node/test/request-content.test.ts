import { PassThrough } from 'node:stream';

import { ClientDisconnected, PayloadTooLarge } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import { RequestContent } from '../src/request-content.ts';

function contentOf(
  announced: number,
  { most = Infinity, awaited = false } = {},
): {
  source: PassThrough;
  content: RequestContent;
  owner: { sendContinue: () => void; onExcess: () => void };
} {
  const source = new PassThrough();
  const owner = { sendContinue: vi.fn<() => void>(), onExcess: vi.fn<() => void>() };
  return { source, owner, content: new RequestContent(source, announced, most, awaited, owner) };
}

async function textOf(input: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of input) text += Buffer.from(chunk).toString();
  return text;
}

test('gives content on, in memory of its own', async () => {
  const { source, content } = contentOf(4);
  const bytes = Buffer.from('ab');
  source.write(bytes);
  source.end('cd');
  const iterator = content.input[Symbol.asyncIterator]();
  const { value } = await iterator.next();
  expect(value?.buffer).not.toBe(bytes.buffer);
  expect(Buffer.from(value!).toString() + (await textOf({ [Symbol.asyncIterator]: () => iterator }))).toBe('abcd');
});

test('has a waiting client told to go on at the first read, and not before', async () => {
  const { source, content, owner } = contentOf(2, { awaited: true });
  expect(content.mustClose).toBe(true);
  expect(owner.sendContinue).not.toHaveBeenCalled();
  const reading = textOf(content.input);
  source.end('ab');
  await expect(reading).resolves.toBe('ab');
  expect(owner.sendContinue).toHaveBeenCalledOnce();
  expect(content.mustClose).toBe(false);
});

test('refuses what announces more than the limit', async () => {
  const { content } = contentOf(5, { most: 4 });
  await expect(textOf(content.input)).rejects.toThrow(PayloadTooLarge);
  expect(content.mustClose).toBe(true);
});

test('holds the client back while the application does not read', async () => {
  const { source, content } = contentOf(-1);
  const iterator = content.input[Symbol.asyncIterator]();
  const first = iterator.next();
  source.write(Buffer.alloc(70_000));
  await first;
  for (let i = 0; i < 3; i++) source.write(Buffer.alloc(70_000));
  await new Promise(setImmediate);
  expect(source.isPaused()).toBe(true);
  await iterator.next();
  expect(source.isPaused()).toBe(false);
});

test('passes over what nobody has read, up to a bound', async () => {
  const { source, content, owner } = contentOf(-1);
  content.drain();
  source.write(Buffer.alloc(65_536));
  await new Promise(setImmediate);
  expect(owner.onExcess).not.toHaveBeenCalled();
  source.write(Buffer.alloc(1));
  await vi.waitFor(() => expect(owner.onExcess).toHaveBeenCalled());
});

test('closes rather than pass over much', () => {
  expect(contentOf(65_537).content.mustClose).toBe(true);
  expect(contentOf(65_536).content.mustClose).toBe(false);
});

test('fails reads when the client has gone', async () => {
  const { content } = contentOf(5);
  const reading = textOf(content.input);
  content.fail();
  await expect(reading).rejects.toThrow(ClientDisconnected);
});

test('says so where a layer in front has read the content already', async () => {
  const { source, content } = contentOf(2);
  source.end('ab');
  await source.toArray();
  await expect(textOf(content.input)).rejects.toThrow('the content was read already, by a layer in front');
});
