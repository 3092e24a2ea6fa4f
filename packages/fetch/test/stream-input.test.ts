import { ClientDisconnected, PayloadTooLarge } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { StreamInput } from '../src/stream-input.ts';

const encoder = new TextEncoder();

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(encoder.encode(chunk));
    },
  });
}

async function textOf(input: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of input) text += decoder.decode(chunk);
  return text;
}

test('gives what the stream gives', async () => {
  await expect(textOf(new StreamInput(streamOf('a', 'bc'), -1, 10, () => {}).input)).resolves.toBe('abc');
});

test('refuses more than is allowed, announced or not', async () => {
  await expect(textOf(new StreamInput(streamOf('abc'), 3, 2, () => {}).input)).rejects.toThrow(PayloadTooLarge);
  await expect(textOf(new StreamInput(streamOf('a', 'bc'), -1, 2, () => {}).input)).rejects.toThrow(PayloadTooLarge);
});

test('takes a stream that fails for a client that has gone', async () => {
  const failing = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('reset')) });
  await expect(textOf(new StreamInput(failing, -1, 10, () => {}).input)).rejects.toThrow(ClientDisconnected);
});

test('cancels the stream where the rest is not wanted', async () => {
  const cancelled = Promise.withResolvers<void>();
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encoder.encode('a')),
    cancel: () => cancelled.resolve(),
  });
  const { input } = new StreamInput(stream, -1, 10, () => {});
  for await (const chunk of input) {
    expect(chunk).toEqual(encoder.encode('a'));
    break;
  }
  await cancelled.promise;
});
