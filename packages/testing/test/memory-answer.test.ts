import type { Environ, HeaderList } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { ContentQueue } from '../src/content-queue.ts';
import { MemoryAnswer } from '../src/memory-answer.ts';

function answering() {
  const queue = new ContentQueue();
  const heads: (readonly [status: string, headers: HeaderList])[] = [];
  const answer = new MemoryAnswer(queue, {
    environ: {} as Environ,
    failure: new Error('boom'),
    onHead: (status, headers) => void heads.push([status, headers]),
    statusOf: () => 0,
    report() {},
    onOver() {},
  });
  return { answer, queue, heads };
}

const date = ['Date', 'Thu, 01 Jan 1970 00:00:00 GMT'] as const;

test.each([
  ['the length, where it is known', 5, [['Content-Length', '5']]],
  ['the chunked coding, where it is not', -1, [['Transfer-Encoding', 'chunked']]],
])('says how content is delimited by %s', (_what, length, framing) => {
  const { answer, heads } = answering();
  answer.begin(answer.encodeHead('200 OK', [date]), length);
  expect(heads).toEqual([['200 OK', [date, ...framing]]]);
});

test('adds no second length, and a date where there is none', () => {
  const { answer, heads } = answering();
  answer.begin(answer.encodeHead('200 OK', [['Content-Length', '5']]), 5);
  expect(heads).toEqual([
    [
      '200 OK',
      [
        ['Content-Length', '5'],
        ['Date', expect.stringContaining('GMT')],
      ],
    ],
  ]);
});

test('leaves several chunks to be written one by one', () => {
  const { answer, heads } = answering();
  const head = answer.encodeHead('200 OK', []);
  expect([answer.sendWhole(head, ['a', 'b'], 2), heads.length]).toEqual([false, 0]);
  expect([answer.sendWhole(head, ['ab'], 2), heads.length]).toEqual([true, 1]);
});

test('ends the content when the exchange is over, or a turn after its end, where something is waited for', async () => {
  const [over, waiting] = [answering(), answering()];
  over.answer.onOver();
  expect(await over.queue.read()).toBeUndefined();
  waiting.answer.flush();
  expect(await waiting.queue.read()).toBeUndefined();
});

test('fails the content with what the exchange has failed with', async () => {
  const { answer, queue } = answering();
  answer.begin(answer.encodeHead('200 OK', []), -1);
  answer.write('a', 1);
  answer.cutOff();
  answer.onOver();
  expect(await queue.read()).toEqual(Uint8Array.of(0x61));
  await expect(queue.read()).rejects.toMatchObject({ cause: new Error('boom') });
});
