import { Readable } from 'node:stream';

import { describe, expect, test } from 'vitest';

import { disposeBody, mapChunks, streamBody, type Body, type Chunk } from '@tsgi/contract';

const upper = (chunk: Chunk): Chunk => String(chunk).toUpperCase();

async function collect(body: Body): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return chunks;
}

function* generator(): Generator<string, undefined> {
  yield 'a';
  yield 'b';
}

async function* asyncGenerator(): AsyncGenerator<string, undefined> {
  yield 'a';
  yield 'b';
}

test('maps chunk for chunk', () => {
  expect(mapChunks(['a', 'b'], upper)).toEqual(['A', 'B']);
});

describe.each<[string, () => Body, kind: 'array' | 'sync' | 'async']>([
  ['an array', () => ['a', 'b'], 'array'],
  ['an array that is disposed of', () => disposable(['a', 'b'], Symbol.dispose), 'sync'],
  ['a set', () => new Set(['a', 'b']), 'sync'],
  ['a generator', generator, 'sync'],
  [
    'a body with both iterators',
    () => Object.assign(new Set(['a', 'b']), { [Symbol.asyncIterator]: asyncGenerator }),
    'sync',
  ],
  ['an async generator', asyncGenerator, 'async'],
  ['a Node stream', () => Readable.from(['a', 'b']), 'async'],
  ['a web stream', () => streamBody(ReadableStream.from(['a', 'b'])), 'async'],
])('%s', (_, make, kind) => {
  test(`gives ${kind === 'array' ? 'an array' : `an iterable that is ${kind}`}`, () => {
    const mapped = mapChunks(make(), upper);
    expect(Array.isArray(mapped)).toBe(kind === 'array');
    expect(Symbol.iterator in mapped).toBe(kind !== 'async');
    expect(Symbol.asyncIterator in mapped).toBe(kind === 'async');
    return disposeBody(mapped);
  });

  test('has its chunks mapped, and the last one added', async () => {
    expect(await collect(mapChunks(make(), upper))).toEqual(['A', 'B']);
    expect(await collect(mapChunks(make(), upper, () => 'end'))).toEqual(['A', 'B', 'end']);
  });
});

test('keeps the type of a chunk, and maps empty ones too', () => {
  const chunk = new Uint8Array([1]);
  expect(mapChunks(['', chunk], (each) => each)).toEqual(['', chunk]);
});

test('leaves the array that it was given as it was', () => {
  const body = Object.freeze(['a', 'b']) as string[];
  expect(mapChunks(body, upper, () => 'end')).toEqual(['A', 'B', 'end']);
});

test('adds the last chunk to an empty body', async () => {
  expect(mapChunks([], upper, () => 'end')).toEqual(['end']);
  expect(await collect(mapChunks(new Set<string>(), upper, () => 'end'))).toEqual(['end']);
});

test('takes one chunk for each that is asked for (rule M3)', () => {
  const log: string[] = [];
  const body = (function* () {
    for (const chunk of ['a', 'b']) {
      log.push(`made ${chunk}`);
      yield chunk;
    }
    log.push('over');
  })();
  const mapped = mapChunks(body, upper, () => {
    log.push('end');
    return 'end';
  }) as Iterable<Chunk>;
  expect(log).toEqual([]);
  for (const chunk of mapped) log.push(`got ${chunk as string}`);
  expect(log).toEqual(['made a', 'got A', 'made b', 'got B', 'over', 'end', 'got end']);
});

test('ends the inner iteration when it is ended early', async () => {
  for (const make of [generator, asyncGenerator]) {
    let returned = 0;
    const inner = make();
    const end = inner.return.bind(inner) as () => never;
    Object.assign(inner, { return: () => (returned++, end()) });
    for await (const chunk of mapChunks(inner, upper)) {
      expect(chunk).toBe('A');
      break;
    }
    expect(returned).toBe(1);
  }
});

describe('disposal', () => {
  test.each<[string, symbol, boolean]>([
    ['Symbol.dispose, synchronously', Symbol.dispose, false],
    ['Symbol.asyncDispose, with its promise', Symbol.asyncDispose, true],
  ])('disposes of the source by %s', async (_, method, isAsync) => {
    for (const source of [['a', 'b'], new Set(['a', 'b']), generator(), asyncGenerator()]) {
      for (const iterate of [false, true]) {
        const inner = disposable(bind(source), method);
        const mapped = mapChunks(inner, upper);
        if (iterate) await collect(mapped);
        expect(inner.disposed, 'by iterating').toBe(0);
        const disposing = disposeBody(mapped);
        expect(disposing instanceof Promise).toBe(isAsync);
        await disposing;
        expect(inner.disposed, `iterated: ${iterate}`).toBe(1);
      }
    }
  });

  test('is through every layer, once', async () => {
    const inner = disposable(new Set(['a']), Symbol.asyncDispose);
    const mapped = mapChunks(mapChunks(mapChunks(inner, upper), upper), upper);
    await disposeBody(mapped);
    expect(inner.disposed).toBe(1);
  });

  test('of a source with both methods calls the asynchronous one alone (rule S33)', async () => {
    const inner = disposable(disposable(new Set(['a']), Symbol.dispose), Symbol.asyncDispose);
    await disposeBody(mapChunks(inner, upper));
    expect(inner.disposed).toBe(1);
  });

  test('is not there where the source has none', () => {
    for (const mapped of [mapChunks(['a'], upper), mapChunks(new Set(['a']), upper)]) {
      expect(Symbol.dispose in mapped).toBe(false);
      expect(Symbol.asyncDispose in mapped).toBe(false);
    }
  });

  test('lets an error of the source through', async () => {
    const failure = new Error('disk');
    const fail = (): never => {
      throw failure;
    };
    expect(() => disposeBody(mapChunks(Object.assign(new Set(['a']), { [Symbol.dispose]: fail }), upper))).toThrow(
      failure,
    );
    const rejecting = Object.assign(new Set(['a']), { [Symbol.asyncDispose]: async () => fail() });
    await expect(disposeBody(mapChunks(rejecting, upper))).rejects.toBe(failure);
  });

  test('closes a stream that was never read', async () => {
    const stream = Readable.from(['a']);
    await disposeBody(mapChunks(stream, upper));
    expect(stream.destroyed).toBe(true);
  });
});

test('lets an error of the source, of the map and of the end through', async () => {
  const failure = new Error('broken');
  const fail = (): never => {
    throw failure;
  };
  expect(() => mapChunks(['a'], fail)).toThrow(failure);
  expect(() => mapChunks(['a'], upper, fail)).toThrow(failure);
  for (const make of [generator, asyncGenerator]) {
    await expect(collect(mapChunks(make(), fail))).rejects.toBe(failure);
    await expect(collect(mapChunks(make(), upper, fail))).rejects.toBe(failure);
  }
  const failing = (async function* () {
    yield 'a';
    fail();
  })();
  await expect(collect(mapChunks(failing, upper))).rejects.toBe(failure);
});

/** The same iterable, without methods of its own that dispose of it. */
function bind(source: Iterable<string> | AsyncIterable<string>): Body {
  return Symbol.iterator in source
    ? { [Symbol.iterator]: () => source[Symbol.iterator]() }
    : { [Symbol.asyncIterator]: () => source[Symbol.asyncIterator]() };
}

/** The body with a method that counts its calls. */
function disposable<B extends object>(body: B, method: symbol): B & { disposed: number } {
  const counted = Object.assign(body, { disposed: 0 });
  const count = (): void => {
    counted.disposed++;
  };
  return Object.assign(counted, { [method]: method === Symbol.asyncDispose ? async () => count() : count });
}
