/** Sending the body: when a chunk is asked for, when it leaves, and as which bytes. */

import type { Body, Chunk } from '@tsgi/contract';

import { readAnswerHead, readChunk } from '../answer.ts';
import { answering, chunksLater, chunksOf } from '../application-kinds.ts';
import { expectAnswer, expectEqual, expectThat } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';
import { latin1 } from '../octets.ts';

/** A case: each chunk arrives while the next one is still waited for. */
function arrivesAtOnce(name: string, chunks: readonly [Chunk, Chunk], expected: readonly [string, string]): ServerCase {
  return {
    name: `sends ${name} without waiting for the next`,
    rules: ['S19'],
    app: (stage) =>
      answering(async function* () {
        yield chunks[0];
        await stage.happened('go on');
        yield chunks[1];
        await stage.happened('end');
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      await readAnswerHead(wire);
      expectEqual(latin1((await readChunk(wire)) ?? new Uint8Array()), expected[0], 'the first chunk');
      stage.note('go on');
      expectEqual(latin1((await readChunk(wire)) ?? new Uint8Array()), expected[1], 'the second chunk');
      stage.note('end');
      expectEqual((await readChunk(wire))?.length, 0, 'the length of the last chunk');
    },
  };
}

/** A case: text is sent as these bytes. */
function sentAs(name: string, body: () => Body, expected: string, rules: readonly string[] = ['S22']): ServerCase {
  return {
    name: `sends ${name}`,
    rules,
    app: () => answering(body),
    talk: async (stage) => {
      const answer = await stage.ask(get());
      expectAnswer(answer, { status: 200 });
      expectEqual(latin1(answer.content), expected, 'the bytes of the content');
    },
  };
}

/** More than any transport holds between a server and a client that does not read. */
const WHOLE = 64 * 1024 * 1024;
const PIECE = 64 * 1024;

/** A case: a client that does not read holds the body back, and then gets all of it. */
function holdsBack(name: string, body: (take: () => Chunk | undefined) => Body): ServerCase {
  return {
    name: `asks ${name} for chunks only as the client takes them`,
    rules: ['S18'],
    needs: ['backpressure'],
    app: (stage) => {
      let asked = 0;
      const piece = new Uint8Array(PIECE).fill(120);
      const take = (): Chunk | undefined => {
        if (asked === WHOLE) return undefined;
        asked += PIECE;
        stage.events[0] = String(asked);
        return piece;
      };
      return answering(() => body(take), { headers: [['Content-Length', String(WHOLE)]] });
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.pause();
      wire.send(get());
      await untilQuiet(stage);
      const asked = Number(stage.events[0]);
      expectThat(
        asked < WHOLE / 2,
        `less than half of the body to be asked for, and it was ${asked} of ${WHOLE} bytes`,
      );
      wire.resume();
      await readAnswerHead(wire);
      const content = await wire.take(WHOLE);
      expectEqual(content.length, WHOLE, 'the number of bytes that arrive');
    },
  };
}

/** Waits until an application is not asked for more, though the server has time to. */
async function untilQuiet(stage: Stage): Promise<void> {
  let before: string | undefined;
  do {
    before = stage.events[0];
    await stage.settle();
  } while (before === undefined || stage.events[0] !== before);
}

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, index) => index);

export const sending: readonly ServerCase[] = [
  arrivesAtOnce('text', ['one', 'two'], ['one', 'two']),
  arrivesAtOnce('bytes', [new Uint8Array([1, 2]), new Uint8Array([3])], ['\x01\x02', '\x03']),
  arrivesAtOnce('bytes after text', ['one', new Uint8Array([3])], ['one', '\x03']),
  arrivesAtOnce('text after bytes', [new Uint8Array([3]), 'two'], ['\x03', 'two']),
  arrivesAtOnce('a large chunk', ['x'.repeat(50_000), 'two'], ['x'.repeat(50_000), 'two']),
  {
    name: 'sends the chunks of a synchronous body in their order, however many',
    rules: ['S19'],
    app: () =>
      answering(function* () {
        for (let i = 0; i < 2000; i++) yield i % 2 === 0 ? `${i},` : new TextEncoder().encode(`${i},`);
      }),
    talk: async (stage) => {
      const { text, complete } = await stage.ask(get());
      const expected = Array.from({ length: 2000 }, (_, index) => `${index},`).join('');
      expectThat(complete && text === expected, 'the numbers from 0 to 1999 in their order');
    },
  },
  {
    name: 'asks for a chunk only after the one before has arrived',
    rules: ['S17'],
    bare: true,
    app: (stage) => {
      let reading = 0;
      let count = 0;
      return answering(() => ({
        [Symbol.asyncIterator]: () => ({
          async next() {
            if (++reading > 1) stage.note('asked too early');
            await Promise.resolve();
            await Promise.resolve();
            reading--;
            return ++count > 20 ? { done: true as const, value: undefined } : { done: false, value: 'x' };
          },
        }),
      }));
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200, text: 'x'.repeat(20) });
      expectEqual(stage.events, [], 'what was noted');
    },
  },
  {
    name: 'iterates a body with both iterators synchronously',
    rules: ['S16'],
    bare: true,
    app: () =>
      answering(() => ({
        [Symbol.iterator]: () => ['synchronous'].values(),
        [Symbol.asyncIterator]: () => chunksLater('asynchronous'),
      })),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: 'synchronous' }),
  },
  {
    name: 'iterates a body once, by one iterator',
    rules: ['S15'],
    bare: true,
    app: (stage) =>
      answering(() => ({
        [Symbol.iterator]() {
          stage.note('iterated');
          return ['Hel', 'lo'].values();
        },
      })),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200, text: 'Hello' });
      expectEqual(stage.events, ['iterated'], 'the iterations');
    },
  },
  {
    name: 'takes an iterator without return()',
    rules: ['S34'],
    bare: true,
    app: () => answering(() => ({ [Symbol.iterator]: () => ({ next: () => ({ done: true, value: undefined }) }) })),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: '' }),
  },
  holdsBack('a synchronous body', (take) =>
    (function* () {
      for (let piece = take(); piece !== undefined; piece = take()) yield piece;
    })(),
  ),
  holdsBack('an asynchronous body', (take) =>
    (async function* () {
      for (let piece = take(); piece !== undefined; piece = take()) yield piece;
    })(),
  ),
  {
    name: 'asks for nothing behind a large chunk that the client has not taken',
    rules: ['S18'],
    needs: ['backpressure'],
    app: (stage) =>
      answering(function* () {
        yield new Uint8Array(WHOLE);
        stage.note('asked for more');
        yield 'end';
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.pause();
      wire.send(get());
      await stage.settle();
      await stage.settle();
      expectEqual(stage.events, [], 'what happened');
      wire.resume();
      const answer = await wire.answer();
      expectAnswer(answer, { status: 200 });
      expectEqual(answer.content.length, WHOLE + 3, 'the number of bytes that arrive');
    },
  },
  sentAs('text as UTF-8', () => ['caf\u00e9 \u{1f600}'], 'caf\xc3\xa9 \xf0\x9f\x98\x80'),
  sentAs('the text of a stream as UTF-8', () => chunksOf('\u00e9', '\u4f60'), '\xc3\xa9\xe4\xbd\xa0'),
  sentAs('a lone surrogate as U+FFFD', () => ['a\ud800b'], 'a\xef\xbf\xbdb'),
  sentAs('a lone surrogate of a stream as U+FFFD', () => chunksLater('\udc00'), '\xef\xbf\xbd'),
  sentAs(
    'the two halves of a character in two chunks as two U+FFFD',
    () => ['\ud83d', '\ude00'],
    '\xef\xbf\xbd\xef\xbf\xbd',
  ),
  sentAs('line ends as they are', () => ['a\nb\r\nc\r'], 'a\nb\r\nc\r', ['S23']),
  sentAs('a byte order mark as it is', () => ['\ufeffa'], '\xef\xbb\xbfa', ['S22', 'S23']),
  sentAs('all 256 bytes as they are', () => [ALL_BYTES], latin1(ALL_BYTES), ['S23']),
  sentAs('a part of a buffer as that part', () => chunksOf(ALL_BYTES.subarray(65, 70)), 'ABCDE', ['S23']),
  sentAs('text and bytes side by side', () => ['\u00e9', new Uint8Array([0xe9]), '!'], '\xc3\xa9\xe9!', ['S22', 'S23']),
  {
    name: 'does not write to the bytes of a chunk, which can be sent again',
    rules: ['S23'],
    app: () => {
      const constant = new TextEncoder().encode('constant');
      return answering(() => chunksOf(constant, constant));
    },
    talk: async (stage) => {
      for (let i = 0; i < 3; i++) expectAnswer(await stage.ask(get()), { status: 200, text: 'constantconstant' });
    },
  },
];
