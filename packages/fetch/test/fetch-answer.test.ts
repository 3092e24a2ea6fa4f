import type { Environ } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import { type AnswerOwner, FetchAnswer } from '../src/fetch-answer.ts';

function answer(given: Partial<AnswerOwner> = {}): { answer: FetchAnswer; responses: Response[] } {
  const responses: Response[] = [];
  const owner = {
    environ: {} as Environ,
    serves: false,
    asksAhead: false,
    takesDirectly: false,
    closes: false,
    gone: undefined,
    cutOffBy: new Error('boom'),
    onResponse: (response: Response) => void responses.push(response),
    onEnding() {},
    onCancelled() {},
    statusOf: () => 0,
    report() {},
    onOver() {},
    ...given,
  };
  return { answer: new FetchAnswer(owner), responses };
}

test('sends several chunks in one piece', async () => {
  const { answer: whole, responses } = answer();
  const half = '\u{1F600}'.slice(0, 1);
  whole.sendWhole(whole.encodeHead('200 OK', []), [half, new Uint8Array([0x61])], whole.textLength(half) + 1);
  expect(responses[0]?.headers.get('content-length')).toBe('4');
  expect(await responses[0]?.text()).toBe('\uFFFDa');
});

test.each(['a', 'é', '你', '\u{1F600}', '\uD83D', '\uDE00', '\uD83Da', '\uD83D\u{1F600}', 'x'.repeat(300)])(
  'counts the bytes of %j as they are sent',
  async (text) => {
    const { answer: whole, responses } = answer();
    const length = whole.textLength(text);
    whole.sendWhole(whole.encodeHead('200 OK', [['Content-Type', 'text/plain']]), [text], length);
    expect((await responses[0]!.arrayBuffer()).byteLength).toBe(length);
  },
);

test('fails its content behind what was sent before', async () => {
  const { answer: streamed, responses } = answer();
  streamed.begin(streamed.encodeHead('200 OK', []), -1);
  const reader = responses[0]!.body!.getReader();
  streamed.write('a', 1);
  streamed.cutOff();
  expect(await reader.read()).toEqual({ done: false, value: new Uint8Array([0x61]) });
  await expect(reader.read()).rejects.toThrow('boom');
});

test('has room for a chunk when one is asked for', async () => {
  const { answer: streamed, responses } = answer();
  streamed.begin(streamed.encodeHead('200 OK', []), -1);
  const reader = responses[0]!.body!.getReader();
  streamed.write('a', 1);
  expect([streamed.ready, streamed.sent]).toEqual([false, 1]);
  await reader.read();
  const woken = new Promise<void>((resolve) => streamed.whenReady(resolve));
  const pending = reader.read();
  await woken;
  expect(streamed.ready).toBe(true);
  streamed.end();
  expect((await pending).done).toBe(true);
});

test.each([
  [true, 262_144],
  [false, 600_000],
])('gives a large chunk in pieces where the runtime asks ahead: %s', async (asksAhead, first) => {
  const { answer: streamed, responses } = answer({ asksAhead });
  streamed.begin(streamed.encodeHead('200 OK', []), -1);
  streamed.write(new Uint8Array(600_000), 600_000);
  expect((await responses[0]!.body!.getReader().read()).value?.byteLength).toBe(first);
});

test.each([
  [true, -1, 'direct'],
  [true, 5, undefined],
  [false, -1, undefined],
])(
  'gives content directly where Bun takes it so (%s) and its length (%s) is not known',
  (takesDirectly, length, type) => {
    const types: unknown[] = [];
    class Stream extends ReadableStream<Uint8Array> {
      constructor({ type: kind }: { type?: string }) {
        super();
        types.push(kind);
      }
    }
    vi.stubGlobal('ReadableStream', Stream);
    try {
      const { answer: streamed } = answer({ takesDirectly });
      streamed.begin(streamed.encodeHead('200 OK', []), length);
    } finally {
      vi.unstubAllGlobals();
    }
    expect(types).toEqual([type]);
  },
);
