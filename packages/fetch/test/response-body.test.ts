import { type Body, disposeBody } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { responseBody, unsentBody } from '../src/response-body.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

type Content = ConstructorParameters<typeof Response>[0];

function bodyOf(content: Content): Promise<Body> {
  const { body, headers } = new Response(content);
  return responseBody({ body: body!, headers });
}

test.each<[string, Content]>([
  ['a text', 'whole'],
  ['bytes', bytes('whole')],
])('makes an array of %s', async (_what, content) => {
  expect(await bodyOf(content)).toEqual([bytes('whole')]);
});

test('makes an array of a stream that is complete', async () => {
  const complete = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes('whole'));
      controller.close();
    },
  });
  expect(await bodyOf(complete)).toEqual([bytes('whole')]);
  expect(await bodyOf('')).toEqual([]);
  expect(await bodyOf(new ReadableStream({ start: (controller) => controller.close() }))).toEqual([]);
});

test('cancels the form of another program, which may have no end', async () => {
  const cancelled = Promise.withResolvers<string>();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => controller.enqueue(bytes('more')),
    cancel: () => cancelled.resolve('cancelled'),
  });
  const headers = new Headers({ 'Content-Type': 'multipart/form-data; boundary=x' });
  await disposeBody(unsentBody({ body, headers }));
  expect(await cancelled.promise).toBe('cancelled');
});

test('streams what is not complete, a chunk at a time as it is asked for', async () => {
  let pulled = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (++pulled === 4) controller.close();
        else controller.enqueue(bytes(String(pulled)));
      },
    },
    { highWaterMark: 0 },
  );
  const body = (await bodyOf(stream)) as AsyncIterable<Uint8Array>;
  const said: string[] = [];
  for await (const chunk of body) {
    said.push(new TextDecoder().decode(chunk));
    expect(pulled).toBe(said.length);
  }
  expect(said).toEqual(['1', '2', '3']);
});

test('does not wait for the first chunk', async () => {
  const late = Promise.withResolvers<void>();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await late.promise;
      controller.enqueue(bytes('late'));
      controller.close();
    },
  });
  const body = (await bodyOf(stream)) as AsyncIterable<Uint8Array>;
  late.resolve();
  expect(await Array.fromAsync(body)).toEqual([bytes('late')]);
});

test('has a stream fail where it is read', async () => {
  const failed = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('no')) });
  const body = (await bodyOf(failed)) as AsyncIterable<Uint8Array>;
  await expect(Array.fromAsync(body)).rejects.toThrow('no');
  await disposeBody(body);
});

test.each([false, true])('cancels what is disposed of before its end, whether it was read: %s', async (read) => {
  const cancelled = Promise.withResolvers<unknown>();
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes('begun')),
    cancel: (reason) => cancelled.resolve(reason),
  });
  const body = (await bodyOf(stream)) as AsyncIterable<Uint8Array> & AsyncDisposable;
  const iterator = body[Symbol.asyncIterator]();
  if (read) await iterator.next();
  await (read ? iterator.return?.() : disposeBody(body));
  expect(await cancelled.promise).toBeUndefined();
});
