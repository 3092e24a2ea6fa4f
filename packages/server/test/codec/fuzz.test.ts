/**
 * Requests that have been damaged at random. Whatever comes of one, it does not depend on how its bytes arrived, and it
 * is one of the answers that there are. `TSGI_FUZZ=1000000` asks for more than the usual number, `TSGI_SEED` for the
 * same ones again.
 */

import { expect, test } from 'vitest';

import { randomNumbers } from '../../../../test/random-numbers.ts';
import { acceptedRequests, chunked, get, post } from './accepted-requests.ts';
import { cutInto, eventLog, LIMITS, singleBytes, type DecoderEvent } from './event-log.ts';
import { refusedRequests } from './refused-requests.ts';

const ROUNDS = Number(process.env['TSGI_FUZZ'] ?? 20_000);

/** Small enough that damage reaches them. */
const TIGHT = { requestLineBytes: 40, headerCount: 4, headerBytes: 80, bodyBytes: 20, chunkExtensionBytes: 8 };

const STATUSES = new Set([400, 413, 414, 417, 431, 501, 505]);

/** Bytes that mean something to some parser. */
const TELLING = '\r\n\0 \t:;,/%.0159aAfF_-+#*\x0b\x0c\x7f\x85\xa0\xff';
/** Pieces of which requests are smuggled. */
const PARTS = [
  '\r\n',
  '\r\n\r\n',
  '\n',
  '\r\n ',
  ': ',
  ' :',
  '0\r\n\r\n',
  'Host: h\r\n',
  'Content-Length: 3\r\n',
  'Content-Length: 0\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Connection: close\r\n',
  'Expect: 100-continue\r\n',
  ', chunked',
  ' HTTP/1.1\r\n',
  '1.0',
  '%2e%2e/',
  '/../',
  'http://i',
  get(),
];

const CORPUS = [
  ...[...acceptedRequests, ...refusedRequests].map(({ wire }) => wire).filter((wire) => wire.length < 300),
  // More of what is right, so that damage is often all that is wrong.
  ...Array<string>(80).fill(get('Accept: */*', 'Cookie: a=b')),
  ...Array<string>(80).fill(get('A: 1', 'Accept: */*', 'B: 2', 'Cookie: a=b', 'Cache-Control: no-cache', 'C: 3')),
  ...Array<string>(80).fill(post('Content-Length: 12', 'abcdefghijkl')),
  ...Array<string>(80).fill(chunked('4\r\nabcd\r\n3;x=y\r\nefg\r\n0\r\nSum: 1\r\n\r\n')),
  ...Array<string>(80).fill(
    get('A: 1') + get('A: 1') + chunked('1\r\na\r\n0\r\n\r\n') + post('Content-Length: 1', 'b'),
  ),
].map((wire) => Buffer.from(wire, 'latin1'));

type Below = (bound: number) => number;

/** One change of `wire`, which holds a byte at least. */
function damage(wire: Buffer, below: Below): Buffer {
  const at = below(wire.length);
  const before = wire.subarray(0, at);
  const after = wire.subarray(at);
  switch (below(8)) {
    case 0: {
      const flipped = Buffer.from(wire);
      flipped[at]! ^= 1 << below(8);
      return flipped;
    }
    case 1:
      return Buffer.concat([before, telling(below), after]);
    case 2:
      return Buffer.concat([before, telling(below), after.subarray(1)]);
    case 3:
      return Buffer.concat([before, after.subarray(1 + below(below(2) ? 2 : 20))]);
    case 4:
      return Buffer.concat([before, after.subarray(0, 1 + below(30)), after]);
    case 5:
      return Buffer.concat([before, Buffer.from(PARTS[below(PARTS.length)]!), after]);
    case 6: {
      const other = CORPUS[below(CORPUS.length)]!;
      return Buffer.concat([before, other.subarray(below(other.length + 1))]);
    }
    default:
      return Buffer.concat([wire, CORPUS[below(CORPUS.length)]!]);
  }
}

function telling(below: Below): Buffer {
  return Buffer.from(TELLING[below(TELLING.length)]!, 'latin1');
}

/** What is wrong with the decoder's answer to `wire`, if anything is. */
function fault(wire: Buffer, below: Below): string | undefined {
  const limits = below(4) === 0 ? TIGHT : LIMITS;
  const whole = eventLog([wire], limits);
  const known = JSON.stringify(whole);
  const cuts = [below(wire.length + 1), below(wire.length + 1)].toSorted((a, b) => a - b);
  for (const pieces of [singleBytes(wire), cutInto(wire, cuts).filter(({ length }) => length > 0)]) {
    const cut = JSON.stringify(eventLog(pieces, limits));
    if (cut !== known) return `in ${pieces.length} pieces: ${cut}; whole: ${known}`;
  }
  return whole.map(wrong).find((each) => each !== undefined);
}

/** What no event may say, whatever was sent (rules E4 to E21). */
function wrong(event: DecoderEvent): string | undefined {
  if ('refused' in event) return STATUSES.has(event.refused) ? undefined : `refused with ${event.refused}`;
  if (!('head' in event)) return undefined;
  const odd = Object.entries(event.head).find(([key, value]) => !isSound(key, value));
  return odd && `an environ with ${JSON.stringify(odd)}`;
}

/** What the value of a key looks like; fields are Latin-1 without control characters. */
const SHAPES: Record<string, RegExp> = {
  REQUEST_METHOD: /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/,
  REQUEST_URI: /^[\x21-\x7e\x80-\xff]+$/,
  SCRIPT_NAME: /^$/,
  PATH_INFO: /^(?:\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*)?$/,
  QUERY_STRING: /^[\x21-\x7e]*$/,
  SERVER_PROTOCOL: /^HTTP\/1\.[01]$/,
  CONTENT_TYPE: /^[\t\x20-\x7e\x80-\xff]+$/,
  CONTENT_LENGTH: /^[0-9]+$/,
  HTTP_TRANSFER_ENCODING: /^chunked$/i,
};

function isSound(key: string, value: unknown): boolean {
  if (/^[a-z]/.test(key)) return true;
  if (typeof value !== 'string' || key === 'HTTP_CONTENT_TYPE' || key === 'HTTP_CONTENT_LENGTH') return false;
  if (SHAPES[key] !== undefined) return SHAPES[key].test(value);
  return /^HTTP_[!#$%&'*+.^_`|~0-9A-Z]+$/.test(key) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

test(
  'answers damaged requests as it would in any other pieces, and never with a throw or a standstill',
  () => {
    const { seed, below } = randomNumbers();
    const faults: string[] = [];
    for (let round = 0; round < ROUNDS && faults.length < 5; round++) {
      const sound = CORPUS[below(CORPUS.length)]!;
      let wire: Buffer = sound;
      for (let changes = 1 + below(4); changes > 0 && wire.length > 0; changes--) wire = damage(wire, below);
      // A head is decoded in another way behind heads that are like it.
      if (below(2) === 0) wire = Buffer.concat([sound, wire, ...(below(2) === 0 ? [sound, damage(sound, below)] : [])]);
      let found: string | undefined;
      try {
        found = fault(wire, below);
      } catch (error) {
        found = String(error);
      }
      if (found !== undefined) faults.push(`${JSON.stringify(wire.toString('latin1'))}: ${found}`);
    }
    expect(faults, `TSGI_SEED=${seed}`).toEqual([]);
  },
  // About a tenth of a millisecond a request; a hang is still found.
  30_000 + ROUNDS * 5,
);
