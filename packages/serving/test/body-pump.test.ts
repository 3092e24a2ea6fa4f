/* oxlint-disable unicorn/no-thenable -- a body may be made of anything */

import { fileBody, mapChunks, type Body, type Chunk, type OpenFile } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import type { Flow } from '../src/answer-link.ts';
import { BodyPump, type PumpSink } from '../src/body-pump.ts';
import { QuietFlow } from './quiet-flow.ts';

class Sink implements PumpSink {
  ready = true;
  readonly seen: unknown[] = [];
  readonly over: Promise<void>;
  onChunkDo: () => void = () => {};
  #settle!: () => void;

  constructor() {
    this.over = new Promise((resolve) => (this.#settle = resolve));
  }

  onChunk(chunk: Chunk): void {
    this.seen.push(chunk);
    this.onChunkDo();
  }

  onEnd(): void {
    this.seen.push('end');
    this.#settle();
  }

  onFailure(error: unknown): void {
    this.seen.push(error);
    this.#settle();
  }
}

function pumpInto(sink: Sink): { pump: BodyPump; flow: QuietFlow } {
  const flow = new QuietFlow();
  return { pump: new BodyPump(sink, flow), flow };
}

/** An iterator that is written down: `return()` is noted. */
function iteratorOf(next: () => unknown): { body: Body; returned: () => unknown } {
  const returned = vi.fn<() => unknown>(() => ({ done: true, value: undefined }));
  return { body: { [Symbol.iterator]: () => ({ next, return: returned }) } as unknown as Body, returned };
}

/** An open file that has no end. */
const endless: OpenFile = { read: async (_buffer, _offset, length) => ({ bytesRead: length }), close: async () => {} };

/** Into how many memories the first three pieces of an endless file are read. */
async function memoriesOf(copied: boolean | undefined, make: (body: Body) => Body = (body) => body): Promise<number> {
  const sink = new Sink();
  const pump = new BodyPump(sink, Object.assign(new QuietFlow(), copied !== undefined && { copied }));
  await new Promise<void>((resolve) => {
    sink.onChunkDo = () => {
      if (sink.seen.length < 3) return;
      pump.stop();
      resolve();
    };
    pump.start(make(fileBody(endless)));
  });
  return new Set(sink.seen.map((piece) => (piece as Uint8Array).buffer)).size;
}

test('has file bodies reuse memory that the system has copied', async () => {
  expect(await memoriesOf(true)).toBe(1);
});

test('leaves file bodies alone where the system may not have copied it', async () => {
  expect(await memoriesOf(false)).toBe(3);
  expect(await memoriesOf(undefined)).toBe(3);
});

test('leaves a file body alone that somebody stands in front of', async () => {
  expect(await memoriesOf(true, (body) => mapChunks(body, (chunk) => chunk))).toBe(3);
});

test('takes a synchronous body in one turn', () => {
  const sink = new Sink();
  pumpInto(sink).pump.start(new Set(['a', 'b']));
  expect(sink.seen).toEqual(['a', 'b', 'end']);
});

test('takes an asynchronous body', async () => {
  const sink = new Sink();
  pumpInto(sink).pump.start(
    (async function* () {
      yield 'a';
      await Promise.resolve();
      yield 'b';
    })(),
  );
  await sink.over;
  expect(sink.seen).toEqual(['a', 'b', 'end']);
});

test('iterates a body with both iterators synchronously', () => {
  const sink = new Sink();
  pumpInto(sink).pump.start({
    [Symbol.iterator]: () => ['sync'].values(),
    [Symbol.asyncIterator]: () => {
      throw new Error('the wrong one');
    },
  });
  expect(sink.seen).toEqual(['sync', 'end']);
});

test.each(['synchronous', 'asynchronous'])('asks a %s body for no chunk while there is no room', async (kind) => {
  const sink = new Sink();
  const { pump, flow } = pumpInto(sink);
  const waiting = vi.spyOn(flow as Flow, 'whenReady');
  let asked = 0;
  const next = (): IteratorResult<Chunk> =>
    asked++ === 1 ? { done: true, value: undefined } : { done: false, value: 'a' };
  sink.onChunkDo = () => (sink.ready = false);
  pump.start(
    kind === 'synchronous'
      ? { [Symbol.iterator]: () => ({ next }) }
      : { [Symbol.asyncIterator]: () => ({ next: async () => next() }) },
  );
  await vi.waitFor(() => expect(waiting).toHaveBeenCalledOnce());
  expect(asked).toBe(1);
  sink.ready = true;
  waiting.mock.calls[0]![0]();
  await sink.over;
  expect(sink.seen).toEqual(['a', 'end']);
});

test('asks for the next chunk only when the one before has come', async () => {
  const sink = new Sink();
  let pending = 0;
  let most = 0;
  let left = 3;
  pumpInto(sink).pump.start({
    [Symbol.asyncIterator]: () => ({
      async next() {
        most = Math.max(most, ++pending);
        await new Promise((resolve) => setImmediate(resolve));
        pending--;
        return left-- > 0 ? { done: false, value: 'a' } : { done: true, value: undefined };
      },
    }),
  });
  await sink.over;
  expect(most).toBe(1);
});

test('gives on what the iterator throws, and does not return to it then', () => {
  const sink = new Sink();
  const error = new Error('no more');
  const { body, returned } = iteratorOf(() => {
    throw error;
  });
  const { pump } = pumpInto(sink);
  pump.start(body);
  pump.stop();
  expect(sink.seen).toEqual([error]);
  expect(returned).not.toHaveBeenCalled();
});

test('gives on what an asynchronous iterator rejects with, or throws, and does not return to it then', async () => {
  for (const fail of [
    () => Promise.reject(new Error('no more')),
    () => {
      throw new Error('no more');
    },
  ]) {
    const sink = new Sink();
    const { pump } = pumpInto(sink);
    const returned = vi.fn<() => Promise<IteratorResult<Chunk>>>();
    pump.start({ [Symbol.asyncIterator]: () => ({ next: fail, return: returned }) });
    await sink.over;
    pump.stop();
    expect(sink.seen).toEqual([new Error('no more')]);
    expect(returned).not.toHaveBeenCalled();
  }
});

test('gives on what making the iterator throws', () => {
  const sink = new Sink();
  pumpInto(sink).pump.start({
    [Symbol.iterator]() {
      throw new Error('no iterator');
    },
  });
  expect(sink.seen).toEqual([new Error('no iterator')]);
});

test('gives on what the sink throws, and returns to the iterator when it is stopped', () => {
  const sink = new Sink();
  sink.onChunkDo = () => {
    throw new Error('too long');
  };
  const { body, returned } = iteratorOf(() => ({ done: false, value: 'a' }));
  const { pump } = pumpInto(sink);
  pump.start(body);
  expect(sink.seen).toEqual(['a', new Error('too long')]);
  pump.stop();
  expect(returned).toHaveBeenCalledOnce();
});

test('takes nothing more once it is stopped, also what was asked for already', async () => {
  const sink = new Sink();
  const { pump } = pumpInto(sink);
  const answers: ((result: IteratorResult<Chunk>) => void)[] = [];
  const returned = vi.fn<() => Promise<IteratorResult<Chunk>>>(async () => ({ done: true, value: undefined }));
  pump.start({
    [Symbol.asyncIterator]: () => ({ next: () => new Promise((resolve) => answers.push(resolve)), return: returned }),
  });
  await pump.stop();
  answers[0]!({ done: false, value: 'late' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(sink.seen).toEqual([]);
  expect(answers).toHaveLength(1);
  expect(returned).toHaveBeenCalledOnce();
});

test('stops a generator that is running once its step is made', () => {
  const sink = new Sink();
  const { pump } = pumpInto(sink);
  const seen: string[] = [];
  pump.start(
    (function* () {
      try {
        yield 'a';
        pump.afterStep(() => void pump.stop());
        seen.push('goes on');
        yield 'b';
      } finally {
        seen.push('returned');
      }
    })(),
  );
  expect(seen).toEqual(['goes on', 'returned']);
  expect(sink.seen).toEqual(['a']);
  pump.afterStep(() => void seen.push('at once'));
  expect(seen).toContain('at once');
});

test('stops an asynchronous iterator once it has given its promise, which may never settle', () => {
  const { pump } = pumpInto(new Sink());
  const seen: string[] = [];
  const next = (): Promise<never> => {
    pump.afterStep(() => void pump.stop());
    seen.push('goes on');
    return new Promise(() => {});
  };
  const returned = async (): Promise<IteratorResult<Chunk>> => {
    seen.push('returned');
    return { done: true, value: undefined };
  };
  pump.start({ [Symbol.asyncIterator]: () => ({ next, return: returned }) });
  expect(seen).toEqual(['goes on', 'returned']);
});

test('does not return to an iterator whose last step it is that stops it', () => {
  const sink = new Sink();
  const { pump } = pumpInto(sink);
  const stopped = vi.fn<() => void>(() => void pump.stop());
  const { body, returned } = iteratorOf(() => {
    pump.afterStep(stopped);
    return { done: true, value: undefined };
  });
  pump.start(body);
  expect(stopped).toHaveBeenCalledOnce();
  expect(returned).not.toHaveBeenCalled();
  expect(sink.seen).toEqual([]);
});

test('does not return to an iterator that is at its end, or has no return()', () => {
  const { body, returned } = iteratorOf(() => ({ done: true, value: undefined }));
  const { pump } = pumpInto(new Sink());
  pump.start(body);
  pump.stop();
  expect(returned).not.toHaveBeenCalled();
  const stopped = pumpInto(new Sink()).pump;
  expect(stopped.stop()).toBeUndefined();
});

test.each([
  ['no promise', () => ({ done: false, value: 'a' })],
  ['nothing', () => undefined],
  ['a promise of nothing', async () => undefined],
  [
    'a thenable that throws',
    () => ({
      then() {
        throw new Error('no');
      },
    }),
  ],
  [
    'a thenable that answers twice',
    () => ({
      then(yes: (result: unknown) => void) {
        yes({ done: false, value: 'a' });
        yes({ done: false, value: 'b' });
      },
    }),
  ],
])('survives a next() that gives %s', async (_what, first) => {
  const sink = new Sink();
  let asked = 0;
  const next = (): unknown => (asked++ === 0 ? first() : Promise.resolve({ done: true, value: undefined }));
  pumpInto(sink).pump.start({ [Symbol.asyncIterator]: () => ({ next }) } as unknown as Body);
  await sink.over;
  expect(sink.seen.length).toBeLessThanOrEqual(2);
});
