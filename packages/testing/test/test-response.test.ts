import { describe, expect, test } from 'vitest';

import { TestResponse } from '../src/test-response.ts';
import type { Reply } from '../src/transport.ts';

const request = {
  method: 'GET',
  url: new URL('http://a.example/b'),
  target: '/b',
  headers: [['Host', 'a.example']] as const,
};

/** A response whose content is these chunks, each when it is asked for. */
function responseOf(chunks: readonly string[], changes: Partial<Reply> = {}): TestResponse {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const reply: Reply = {
    status: 200,
    reason: 'OK',
    headers: [
      ['Set-Cookie', 'a=1'],
      ['X-A', '1'],
      ['set-cookie', 'b=2'],
    ],
    interim: [],
    read: async () => left.shift(),
    trailers: [['X-Sum', '1']],
    cancel() {},
    ...changes,
  };
  return new TestResponse(request, reply, performance.now(), []);
}

test('has a head', () => {
  const response = responseOf([]);
  expect(response).toMatchObject({ status: 200, reason: 'OK', url: 'http://a.example/b', redirects: [], interim: [] });
  expect(response.header('x-a')).toBe('1');
  expect(response.header('X-B')).toBeUndefined();
  expect(response.headerValues('SET-COOKIE')).toEqual(['a=1', 'b=2']);
});

describe('the content', () => {
  test('can be had in every form, again and again, by several at once', async () => {
    const response = responseOf(['{"a"', ':1}']);
    const [text, bytes] = await Promise.all([response.text(), response.bytes()]);
    expect(text).toBe('{"a":1}');
    expect(bytes).toEqual(new TextEncoder().encode('{"a":1}'));
    expect(await response.json()).toEqual({ a: 1 });
    const chunks = await Array.fromAsync(response.chunks());
    expect(chunks.map((chunk) => chunk.text)).toEqual(['{"a"', ':1}']);
    expect(await response.trailers()).toEqual([['X-Sum', '1']]);
  });

  test('is read only as it is asked for', async () => {
    let reads = 0;
    const response = responseOf([], { read: async () => (reads++, new Uint8Array(1)) });
    expect(reads).toBe(0);
    for await (const chunk of response.chunks()) {
      expect(chunk.at).toBeGreaterThanOrEqual(0);
      break;
    }
    expect(reads).toBe(1);
  });

  test('rejects where it is cut short', async () => {
    const response = responseOf([], { read: () => Promise.reject(new Error('cut')) });
    await expect(response.bytes()).rejects.toThrow('cut');
    await expect(response.text()).rejects.toThrow('cut');
  });
});

describe('an expectation', () => {
  test('gives the response back where it is met', async () => {
    const response = responseOf(['Hello']);
    expect(await response.expect({ status: 200, text: 'Hello' })).toBe(response);
  });

  test('shows the whole content where it is not', async () => {
    await expect(responseOf(['Hel', 'lo']).expect(404)).rejects.toThrow(
      'expected the status 404, got 200 OK\n\nGET /b\nHost: a.example\n\n200 OK\nSet-Cookie: a=1\nX-A: 1\nset-cookie: b=2\n\nHello',
    );
  });

  test('shows what has come of content that does not end', async () => {
    const never = new Promise<undefined>(() => {});
    const chunks = [new Uint8Array([72, 105])];
    const response = responseOf([], { read: async () => chunks.shift() ?? never });
    await expect(response.expect(404)).rejects.toThrow('\n\nHi\n(the content has not ended)');
  });

  test('says where the content failed', async () => {
    const response = responseOf([], { read: () => Promise.reject(new Error('cut')) });
    await expect(response.expect({ text: 'a' })).rejects.toThrow('the content failed: Error: cut');
  });
});

test('has an outcome and errors where its transport has', async () => {
  const outcome = { status: 200, bytes: 5 };
  expect(await responseOf([], { outcome: Promise.resolve(outcome) }).outcome()).toBe(outcome);
  await expect(responseOf([]).outcome()).rejects.toThrow(TypeError);
  expect([responseOf([]).errors, responseOf([], { errors: 'boom' }).errors]).toEqual(['', 'boom']);
});

test('ends its content when it is cancelled', async () => {
  let cancelled = false;
  const response = responseOf(['a'], {
    cancel: () => {
      cancelled = true;
    },
  });
  response.cancel();
  expect([cancelled, await response.text()]).toEqual([true, '']);
});
