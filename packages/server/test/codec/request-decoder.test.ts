import { describe, expect, test } from 'vitest';

import { HeadScanner } from '../../src/codec/head-scanner.ts';
import { RequestDecoder, type RequestEvents } from '../../src/codec/request-decoder.ts';
import { randomNumbers } from '../../../../test/random-numbers.ts';
import { acceptedRequests, get, post } from './accepted-requests.ts';
import { cutInto, eventLog, LIMITS, singleBytes, type DecoderEvent } from './event-log.ts';
import { refusedRequests } from './refused-requests.ts';

test('decodes a request', () => {
  expect(eventLog([Buffer.from('POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok')])).toEqual([
    {
      head: {
        REQUEST_METHOD: 'POST',
        SCRIPT_NAME: '',
        PATH_INFO: '/a',
        QUERY_STRING: 'b',
        REQUEST_URI: '/a?b',
        SERVER_PROTOCOL: 'HTTP/1.1',
        CONTENT_LENGTH: '2',
        HTTP_HOST: 'h',
        http11: true,
        keepAlive: true,
        contentLength: 2,
        expectsContinue: false,
      },
    },
    { content: 'ok' },
    { end: true },
  ]);
});

describe('accepts', () => {
  test.each(acceptedRequests)('$name', ({ wire, events, limits }) => {
    const log = everySplit(wire, { ...LIMITS, ...limits });
    expect(log.map((event, index) => likeExpected(event, events[index]))).toEqual(events);
  });
});

describe('refuses', () => {
  test.each(refusedRequests)('$name: $status', ({ wire, status, reason, limits }) => {
    const log = everySplit(wire, { ...LIMITS, ...limits });
    expect(log.at(-1)).toEqual({ refused: status, reason: expect.stringContaining(reason) });
    // No more than one message was begun, and none has ended.
    expect(log.filter((event) => 'head' in event).length).toBeLessThanOrEqual(1);
    expect(log).not.toContainEqual({ end: true });
  });

  test.each(refusedRequests)('$name, also behind another request', ({ wire, status, limits }) => {
    const before = `GET / HTTP/1.1\r\nHost: h\r\n\r\n`;
    const log = everySplit(before + wire, { ...LIMITS, ...limits });
    expect(log[1]).toEqual({ end: true });
    expect(log.at(-1)).toMatchObject({ refused: status });
  });

  test('with a sentence that names its source', () => {
    for (const { wire, limits } of refusedRequests) {
      expect(eventLog([Buffer.from(wire, 'latin1')], { ...LIMITS, ...limits }).at(-1)).toEqual({
        refused: expect.any(Number),
        reason: expect.stringMatching(/^[\x20-\x7e§]+ \(RFC \d{4} §[\d.]+\)$/),
      });
    }
  });
});

test('tells content as it comes', () => {
  const told: string[] = [];
  const decoder = new RequestDecoder(LIMITS, noting(told));
  for (const piece of [post('Content-Length: 6', 'ab'), 'cd', 'ef']) {
    feed(decoder, piece);
    told.push(`${decoder.remaining}`);
  }
  expect(told).toEqual(['head', 'ab', '4', 'cd', '2', 'ef', 'end', '0']);
});

test('stops behind a head, and behind its content', () => {
  const told: string[] = [];
  const decoder = new RequestDecoder(LIMITS, noting(told));
  const bytes = Buffer.from(post('Content-Length: 2', 'ab') + get());
  const stops: number[] = [];
  for (let at = 0; at < bytes.length; stops.push(at)) at = decoder.decode(bytes, at, bytes.length);
  expect(stops).toEqual([bytes.length - get().length - 2, bytes.length - get().length, bytes.length]);
  expect(told).toEqual(['head', 'ab', 'end', 'head', 'end']);
});

test('says what it waits for', () => {
  const decoder = new RequestDecoder(LIMITS, noting([]));
  const states = (): unknown[] => [decoder.midMessage, decoder.inContent, decoder.remaining];
  expect(states()).toEqual([false, false, 0]);
  feed(decoder, 'GET');
  expect(states()).toEqual([true, false, 0]);
  feed(decoder, ' / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n');
  expect(states()).toEqual([true, true, 3]);
  feed(decoder, 'abc');
  expect(states()).toEqual([false, false, 0]);
  feed(decoder, 'GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
  expect(states()).toEqual([true, true, Infinity]);
  feed(decoder, '0\r\n\r\n');
  expect(states()).toEqual([false, false, 0]);
});

test('shares a scanner with other decoders, while their heads are unfinished', () => {
  const told: string[] = [];
  const scanner = new HeadScanner(LIMITS);
  const [one, other] = ['1', '2'].map(
    (name) =>
      new RequestDecoder(
        LIMITS,
        { ...noting([]), onHead: ({ environ }) => void told.push(`${name} ${environ.PATH_INFO} ${environ.HTTP_A}`) },
        scanner,
      ),
  );
  feed(one!, 'GET /one HTTP/1.1\r\nHost: h\r\nA: ');
  feed(other!, 'GET /other HTTP/1.1\r\nHo');
  feed(one!, 'b');
  feed(other!, 'st: h\r\nA: c\r\n\r\nGET /an');
  feed(one!, '\r\n\r\nGET /third HTTP/1.1\r\nHost: h\r\n\r\n');
  feed(other!, 'other HTTP/1.1\r\nHost: h\r\nA: d\r\n\r\n');
  expect(told).toEqual(['2 /other c', '1 /one b', '1 /third undefined', '2 /another d']);
});

test('gives each request an environ of its own, also where header sections are equal (rule E3)', () => {
  const environs: object[] = [];
  const decoder = new RequestDecoder(LIMITS, {
    ...noting([]),
    onHead({ environ }) {
      expect(environ.HTTP_X).toBeUndefined();
      expect(environ.HTTP_HOST).toBe('h');
      environ.HTTP_X = 'left behind';
      environ.HTTP_HOST = 'changed';
      environs.push(environ);
    },
  });
  for (let i = 0; i < 8; i++) feed(decoder, get());
  expect(new Set(environs).size).toBe(8);
  decoder.forget();
  feed(decoder, get());
  expect(environs).toHaveLength(9);
});

/** An event with what the expected one is about: a property that is expected to be undefined has to be missing. */
function likeExpected(event: DecoderEvent, expected: DecoderEvent | undefined): DecoderEvent {
  if (!('head' in event) || expected === undefined || !('head' in expected)) return event;
  return { head: Object.fromEntries(Object.keys(expected.head).map((key) => [key, event.head[key]])) };
}

/** What comes of `wire`, which is the same however it is cut: whole, in single bytes, everywhere in two, at random. */
function everySplit(wire: string, limits: typeof LIMITS): DecoderEvent[] {
  const bytes = Buffer.from(wire, 'latin1');
  const log = eventLog([bytes], limits);
  const whole = JSON.stringify(log);
  const differing: string[] = [];
  const compare = (how: string, cut: readonly Buffer[]): void => {
    const other = JSON.stringify(eventLog(cut, limits));
    if (other !== whole) differing.push(`${how}: ${other}`);
  };
  compare('in single bytes', singleBytes(bytes));
  for (let at = 1; at < bytes.length; at++) compare(`cut at ${at}`, cutInto(bytes, [at]));
  const { seed, below } = randomNumbers();
  for (let round = 0; round < 20 && bytes.length > 0; round++) {
    const cuts = Array.from({ length: below(8) }, () => below(bytes.length)).toSorted((a, b) => a - b);
    compare(
      `cut at ${cuts.join(', ')} (TSGI_SEED=${seed})`,
      cutInto(
        bytes,
        [...new Set(cuts)].filter((cut) => cut > 0),
      ),
    );
  }
  expect(differing, whole).toEqual([]);
  return log;
}

function noting(told: string[]): RequestEvents {
  return {
    blankEnviron: () => ({}) as never,
    onHead: () => void told.push('head'),
    onContent: (bytes, start, end) => void told.push(bytes.toString('latin1', start, end)),
    onEnd: () => void told.push('end'),
    refuse: ({ reason }) => void told.push(reason),
  };
}

function feed(decoder: RequestDecoder, text: string): void {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length;) at = decoder.decode(bytes, at, bytes.length);
}
