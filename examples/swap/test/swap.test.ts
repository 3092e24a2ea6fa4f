import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { selfSigned } from '../../../packages/server/test/self-signed.ts';
import { type RunningExample, startExample } from '../../../test/start-example.ts';
import { COMMANDS } from '../../../test/servers/runtime.ts';
import { SERVERS } from '../servers.ts';
import { asFetch, asHttp2, type Answer, askHttp1, askHttp2, askPipelined, hasLength } from './ask.ts';
import { REQUESTS } from './requests.ts';
import { type RunningWorker, startWorker } from './start-worker.ts';

const { key, cert } = selfSigned();
const REFERENCE = 'server';
const onNode = Object.keys(SERVERS).filter((name) => !(name in COMMANDS));
const elsewhere = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

let folder: string;
const plain = new Map<string, RunningExample>();
const secure = new Map<string, RunningExample>();
let worker: RunningWorker | undefined;
/** What a server reports where it is asked for what fails. */
const FAILURES = new Set(['GET /fail', 'GET /break']);
/** What the reference server answers over plain HTTP/1.1. */
const expected = new Map<string, Answer>();

beforeAll(async () => {
  // Deno knows when a file was changed to some microseconds only, and its entity tag would be another.
  await utimes(path.join(import.meta.dirname, '../files/lines.txt'), 1_700_000_000, 1_700_000_000);
  folder = await mkdtemp(path.join(tmpdir(), 'tsgi-swap-'));
  const [TLS_KEY, TLS_CERT] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  await Promise.all([writeFile(TLS_KEY, key), writeFile(TLS_CERT, cert)]);
  const start = async (name: string): Promise<void> => {
    const runtime = elsewhere.find((each) => each === name);
    const command = runtime && COMMANDS[runtime];
    plain.set(name, await startExample('swap', { SERVER: name }, command));
    secure.set(name, await startExample('swap', { SERVER: name, TLS_KEY, TLS_CERT }, command));
  };
  await Promise.all(Object.keys(SERVERS).map(start));
  worker = await startWorker(folder);
  for (const asked of REQUESTS) {
    expected.set(asked.sentence, await askHttp1(plain.get(REFERENCE)!.url, cert, asked));
  }
}, 60_000);

afterAll(async () => {
  worker?.stop();
  await Promise.all([...plain.values(), ...secure.values()].map((each) => each.stop('SIGKILL')));
  await rm(folder, { recursive: true, force: true });
});

describe('the reference', () => {
  test('answers as it should', () => {
    expect(expected.get('a text')).toEqual({
      head: ['HTTP/1.1 200 OK', 'Content-Type: text/plain; charset=utf-8', 'Content-Length: 16'],
      content: Buffer.from('你好，世界\n').toString('latin1'),
      whole: true,
    });
    expect(expected.get('a body that fails halfway')).toMatchObject({
      content: 'This is as far as it g',
      whole: false,
    });
    const statuses = REQUESTS.map(({ sentence }) => expected.get(sentence)!.head[0]!.slice(9, 12));
    expect(statuses.join(' ')).toBe(
      '200 200 204 200 200 200 404 500 200 200 206 206 416 304 304 412 200 200 200 204 405 200 200 200',
    );
  });
});

describe.each(onNode.filter((name) => name !== REFERENCE))('%s', (name) => {
  test.each(REQUESTS)('is asked $sentence, and answers the same bytes', async (asked) => {
    expect(await askHttp1(plain.get(name)!.url, cert, asked)).toEqual(expected.get(asked.sentence));
  });
});

describe.each(onNode)('%s', (name) => {
  test('answers the same over TLS', async () => {
    for (const asked of REQUESTS) {
      const answer = await askHttp1(secure.get(name)!.url, cert, asked);
      expect(answer, asked.sentence).toEqual(expected.get(asked.sentence));
    }
  }, 20_000);

  test('answers the same, in order, where all is asked at once', async () => {
    const whole = REQUESTS.filter(({ sentence }) => expected.get(sentence)!.whole);
    const answers = await askPipelined(plain.get(name)!.url, cert, whole);
    expect(answers).toEqual(whole.map(({ sentence }) => expected.get(sentence)));
  }, 20_000);
});

describe.each(elsewhere)('%s', (name) => {
  test.each(REQUESTS)(
    'is asked $sentence, and answers the same as far as Fetch has it, over TLS too',
    async (asked) => {
      const reference = expected.get(asked.sentence)!;
      for (const { url } of [plain.get(name)!, secure.get(name)!]) {
        const answer = asFetch(await askHttp1(url, cert, asked), hasLength(reference));
        expect(answer).toEqual(asFetch(reference, hasLength(reference)));
      }
    },
  );
});

describe('a worker', () => {
  test.each(REQUESTS)('is asked $sentence, and answers the same as far as Fetch has it', async (asked) => {
    const reference = expected.get(asked.sentence)!;
    const answer = asFetch(await askHttp1(worker!.url, cert, asked), hasLength(reference));
    expect(timeless(answer)).toEqual(timeless(asFetch(reference, hasLength(reference))));
  });
});

/** The files of a worker are of no time. */
function timeless(answer: Answer): Answer {
  return { ...answer, head: answer.head.filter((line) => !/^(?:etag|last-modified):/.test(line)) };
}

describe('HTTP/2', () => {
  test.each(['h2c', 'h2'])(
    'has the same answers by %s',
    async (protocol) => {
      const { url } = (protocol === 'h2' ? secure : plain).get('node-http2')!;
      for (const asked of REQUESTS) {
        const answer = await askHttp2(url, cert, asked);
        expect(answer, asked.sentence).toEqual(asHttp2(expected.get(asked.sentence)!));
      }
    },
    20_000,
  );
});

test('says which servers there are where it is asked for another', async () => {
  const swap = await startExample('swap', { SERVER: 'apache' });
  expect(await swap.ended).toBe(1);
  expect(swap.output().stderr).toBe(`SERVER must be one of ${Object.keys(SERVERS).join(', ')}, got apache\n`);
}, 20_000);

// Which is the end of them, and so of this file.
test.each(Object.keys(SERVERS))(
  '%s ends when it is told to, and has complained of nothing but what failed',
  async (name) => {
    for (const running of [plain.get(name)!, secure.get(name)!]) {
      expect(await running.stop('SIGTERM')).toBe(0);
      const { stdout, stderr } = running.output();
      expect(stdout).toBe(`Serving ${running.url} by ${name}\n`);
      const complaints = stderr.split('\n').filter((line) => /^\d{4}-/.test(line));
      expect(new Set(complaints.map((line) => line.split(' ').slice(1, 3).join(' ')))).toEqual(FAILURES);
    }
  },
  20_000,
);
