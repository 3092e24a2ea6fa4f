import { describe, expect, test, vi } from 'vitest';

import { eventStream, type ServerSentEvent } from '@tsgi/web';

import { exchange } from './exchange.ts';

async function* twoEvents(): AsyncGenerator<ServerSentEvent> {
  yield { id: '1', data: 'one' };
  yield { event: 'last', data: 'two' };
}

async function* slow(): AsyncGenerator<ServerSentEvent> {
  await new Promise((resolve) => setTimeout(resolve, 35));
  yield { data: 'late' };
}

async function* failing(): AsyncGenerator<ServerSentEvent> {
  yield { data: 'a' };
  throw new Error('no');
}

/** A source that says one thing and then nothing, until it is told to return. */
function silent(): { source: AsyncIterable<ServerSentEvent>; ended: () => boolean } {
  let ended = false;
  let said = false;
  return {
    source: {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          if (said) return new Promise(() => {});
          said = true;
          return Promise.resolve({ done: false, value: { data: 'a' } });
        },
        return: () => {
          ended = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    },
    ended: () => ended,
  };
}

test('answers with events', async () => {
  const answer = await exchange(eventStream(twoEvents));
  expect(answer.header('Content-Type')).toBe('text/event-stream');
  expect(answer.chunks).toEqual(['', 'id: 1\ndata: one\n\n', 'event: last\ndata: two\n\n']);
});

test('takes a synchronous source, and one that is there already', async () => {
  expect((await exchange(eventStream([{ data: 'a' }]))).content).toBe('data: a\n\n');
  expect((await exchange(eventStream(twoEvents()))).chunks).toHaveLength(3);
});

test('tells its source what the client saw last', async () => {
  const response = eventStream(({ lastEventId }) => [{ data: lastEventId }]);
  expect((await exchange(response, { headers: { 'Last-Event-ID': '7' } })).content).toBe('data: 7\n\n');
  const bytes = String.fromCharCode(...new TextEncoder().encode('你'));
  expect((await exchange(response, { headers: { 'Last-Event-ID': bytes } })).content).toBe('data: 你\n\n');
  expect((await exchange(response)).content).toBe('data: \n\n');
});

test('sends comments where nothing else comes', async () => {
  const { chunks } = await exchange(eventStream(slow, { heartbeatMs: 10 }));
  expect(chunks.length).toBeGreaterThan(2);
  expect(new Set(chunks)).toEqual(new Set(['', ':\n\n', 'data: late\n\n']));
});

describe('when the client goes', () => {
  test('ends, also while it waits, and has the source return', async () => {
    const client = new AbortController();
    const { source, ended } = silent();
    setTimeout(() => client.abort(new Error('gone')), 5);
    const answer = await exchange(eventStream(source), { client });
    expect(answer.chunks).toEqual(['', 'data: a\n\n']);
    expect(ended()).toBe(true);
  });

  test('tells the source by a signal', async () => {
    const client = new AbortController();
    const seen = vi.fn<() => void>();
    const response = eventStream(({ signal }) => {
      signal.addEventListener('abort', seen);
      return silent().source;
    });
    setTimeout(() => client.abort(), 5);
    await exchange(response, { client });
    expect(seen).toHaveBeenCalledOnce();
  });

  test('does not begin where it has gone before', async () => {
    const client = new AbortController();
    client.abort();
    expect((await exchange(eventStream(silent().source), { client })).chunks).toEqual([]);
  });

  test('survives a source that fails to return', async () => {
    const client = new AbortController();
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => {}),
        return: () => {
          throw new Error('no');
        },
      }),
    };
    setTimeout(() => client.abort(), 5);
    expect((await exchange(eventStream(source), { client })).failure).toBeUndefined();
  });
});

test('does not ask its source for HEAD', async () => {
  const source = vi.fn<typeof twoEvents>(twoEvents);
  expect((await exchange(eventStream(source), { method: 'HEAD' })).status).toBe(200);
  expect(source).not.toHaveBeenCalled();
});

test('fails where its source does, and where an event cannot be written', async () => {
  expect(await exchange(eventStream(failing))).toMatchObject({
    chunks: ['', 'data: a\n\n'],
    failure: { message: 'no' },
  });
  expect((await exchange(eventStream([{ event: 'a\nb' }]))).failure).toBeInstanceOf(TypeError);
});

test('refuses what are no events, and no time', async () => {
  expect(() => eventStream('text' as never)).toThrow(/^eventStream\(\): expected events/);
  expect((await exchange(eventStream(() => 7 as never))).failure).toBeInstanceOf(TypeError);
  for (const heartbeatMs of [0, -1, Number.NaN, 2 ** 31]) {
    expect(() => eventStream([], { heartbeatMs })).toThrow(/heartbeatMs must be a time/);
  }
});
