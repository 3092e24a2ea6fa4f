/** How the end of the content is told, by the table of the specification. */

import type { Body, HeaderList } from '@tsgi/contract';

import { type Answer, NoAnswer } from '../answer.ts';
import { answering, answeringLater, chunksLater, chunksOf } from '../application-kinds.ts';
import { type ExpectedAnswer, expectAnswer, expectCutShort, expectEqual, expectThat } from '../expectation.ts';
import { get, get10 } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';

/** A case: this body is framed so. */
function framed(name: string, rules: readonly string[], body: () => Body, expected: ExpectedAnswer): ServerCase {
  return {
    name: `sends ${name}`,
    rules,
    app: () => answering(body),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, ...expected }),
  };
}

const withLength = (value: string): ExpectedAnswer => ({
  framing: 'length',
  fields: { 'Content-Length': value, 'Transfer-Encoding': undefined },
});
const chunked: ExpectedAnswer = {
  framing: 'chunked',
  fields: { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' },
};

/** A case: a body of another length than its `Content-Length` of 5 is never seen as complete. */
function wrongLength(name: string, rules: readonly string[], body: () => Body): ServerCase {
  return {
    name,
    rules,
    needs: ['truncation', 'errors'],
    bare: true,
    app: () => answering(body, { headers: [['Content-Length', '5']] }),
    talk: async (stage) => {
      const wire = await stage.connect();
      const answer = wire.ask(get());
      if ((await statusOf(answer)) !== 500) {
        const received = (await answer.catch(() => undefined))?.content.length ?? 0;
        const rest = await wire.rest();
        expectThat(received + rest.length <= 5, 'no byte beyond Content-Length');
        expectThat(wire.ending !== 'open', 'the connection to be destroyed');
      }
      await stage.until(() => stage.reports.length > 0, 'a report');
      await stage.settle();
      expectEqual(stage.reports.length, 1, 'the number of reports');
    },
  };
}

/** The status of an answer; `undefined` where the connection was destroyed before it got through. */
async function statusOf(answer: Promise<Answer>): Promise<number | undefined> {
  try {
    return (await answer).status;
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}

/** Sees that what came is not taken for a whole answer. */
async function expectTruncated(stage: Stage): Promise<void> {
  const wire = await stage.connect();
  const answer = wire.ask(get());
  if ((await statusOf(answer)) === 500) return;
  await expectCutShort(answer);
  expectThat(wire.ending !== 'open', 'the connection to be destroyed');
}

const LENGTH_5: HeaderList = [['Content-Length', '5']];

export const framing: readonly ServerCase[] = [
  framed('an array with its length', ['S25'], () => ['Hello'], { ...withLength('5'), text: 'Hello' }),
  framed('an array of several with their length', ['S25'], () => ['Hel', '', 'lo'], {
    ...withLength('5'),
    text: 'Hello',
  }),
  framed('an array of text and bytes with their length', ['S25'], () => ['\u00e9', new Uint8Array(3)], withLength('5')),
  framed('an empty array with a length of 0', ['S25'], () => [], { ...withLength('0'), text: '' }),
  framed('an array of empty chunks with a length of 0', ['S25'], () => ['', new Uint8Array()], withLength('0')),
  framed('a large array with its length', ['S25'], () => ['x'.repeat(300_000), 'y'], withLength('300001')),
  framed('an array of a thousand with their length', ['S25'], () => Array<string>(1000).fill('ab'), withLength('2000')),
  {
    name: 'sends an array that is promised with its length',
    rules: ['S25'],
    app: () => answeringLater(async () => ['Hello']),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: 'Hello', ...withLength('5') }),
  },
  framed('a synchronous body chunked', ['S26'], () => chunksOf('Hel', 'lo'), { ...chunked, text: 'Hello' }),
  framed('an asynchronous body chunked', ['S26'], () => chunksLater('Hel', 'lo'), { ...chunked, text: 'Hello' }),
  framed('a body of one chunk chunked, if it is no array', ['S26'], () => new Set(['Hello']), {
    ...chunked,
    text: 'Hello',
  }),
  framed('a body without chunks chunked, if it is no array', ['S26'], () => chunksLater(), { ...chunked, text: '' }),
  framed('no end of the content for an empty chunk', ['S26'], () => chunksOf('Hel', '', new Uint8Array(), 'lo'), {
    ...chunked,
    text: 'Hello',
  }),
  framed('chunks whose sizes are counted in bytes', ['S26'], () => chunksLater('\u4f60', '\u00e9'), {
    ...chunked,
    text: '\u4f60\u00e9',
  }),
  framed('a chunk of a megabyte whole', ['S26'], () => chunksOf('x'.repeat(1_048_576)), {
    ...chunked,
    text: 'x'.repeat(1_048_576),
  }),
  {
    name: 'sends a body with the Content-Length that is given, once',
    rules: ['S25', 'S26', 'S30'],
    app: () =>
      answering(({ PATH_INFO }) => (PATH_INFO === '/array' ? ['Hel', 'lo'] : chunksLater('Hel', 'lo')), {
        headers: LENGTH_5,
      }),
    talk: async (stage) => {
      for (const path of ['/array', '/stream']) {
        expectAnswer(await stage.ask(get(path)), { status: 200, text: 'Hello', ...withLength('5') });
      }
    },
  },
  {
    name: 'sends a large body that streams with the Content-Length that is given',
    rules: ['S26', 'S30'],
    app: () =>
      answering(() => chunksLater('x'.repeat(10_000), 'y'.repeat(10_000)), {
        headers: [['Content-Length', '20000']],
      }),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, ...withLength('20000') }),
  },
  {
    name: 'takes a Content-Length with zeros before it',
    rules: ['S26'],
    app: () => answering(() => chunksLater('Hello'), { headers: [['content-length', '005']] }),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: 'Hello', framing: 'length' }),
  },
  {
    name: 'keeps the connection open behind each framing',
    rules: ['S25', 'S26'],
    app: () => answering(({ PATH_INFO }) => (PATH_INFO === '/array' ? ['Hello'] : chunksLater('Hello'))),
    talk: async (stage) => {
      const wire = await stage.connect();
      for (const path of ['/array', '/stream', '/array', '/stream']) {
        expectAnswer(await wire.ask(get(path)), { status: 200, text: 'Hello' });
      }
    },
  },
  {
    name: 'sends HTTP/1.0 a body that is no array until the connection closes',
    rules: ['S26'],
    needs: ['http10'],
    app: () => answering(() => chunksLater('Hel', 'lo')),
    talk: async (stage) => {
      for (const asked of [get10(), get10('Connection: keep-alive')]) {
        const fields = { 'Content-Length': undefined, 'Transfer-Encoding': undefined };
        expectAnswer(await stage.ask(asked), { status: 200, text: 'Hello', framing: 'close', fields });
      }
    },
  },
  {
    name: 'sends HTTP/1.0 an array with its length',
    rules: ['S25'],
    needs: ['http10'],
    app: () => answering(() => ['Hello']),
    talk: async (stage) => expectAnswer(await stage.ask(get10()), { status: 200, text: 'Hello', ...withLength('5') }),
  },
  {
    name: 'sends HTTP/1.0 a body with the Content-Length that is given',
    rules: ['S26'],
    needs: ['http10'],
    app: () => answering(() => chunksLater('Hello'), { headers: LENGTH_5 }),
    talk: async (stage) => expectAnswer(await stage.ask(get10()), { status: 200, text: 'Hello', ...withLength('5') }),
  },
  wrongLength('sends no byte of an array beyond Content-Length', ['S27'], () => ['Hello!']),
  wrongLength('sends no byte of a chunk beyond Content-Length', ['S27'], () => chunksOf('Hello, ', 'world')),
  wrongLength('sends no chunk beyond Content-Length', ['S27'], () => chunksOf('Hel', 'lo', '!')),
  wrongLength('sends no chunk of an asynchronous body beyond Content-Length', ['S27'], () => chunksLater('Hello', '!')),
  wrongLength('reports an array that is shorter than Content-Length', ['S28'], () => ['Hell']),
  wrongLength('reports a body that ends before Content-Length', ['S28'], () => chunksOf('Hel')),
  wrongLength('reports an asynchronous body that ends before Content-Length', ['S28'], () => chunksLater('Hel')),
  {
    name: 'destroys the connection where a body ends before Content-Length',
    rules: ['S28'],
    needs: ['truncation'],
    bare: true,
    app: () =>
      answering(({ PATH_INFO }) => (PATH_INFO === '/' ? chunksLater('Hel') : chunksOf()), { headers: LENGTH_5 }),
    talk: expectTruncated,
  },
  {
    name: 'destroys the connection where a body with a Content-Length has no chunks',
    rules: ['S28'],
    needs: ['truncation'],
    bare: true,
    app: () => answering(() => chunksLater(), { headers: LENGTH_5 }),
    talk: expectTruncated,
  },
  {
    name: 'leaves coding, ranges and conditional requests to the application',
    rules: ['S62'],
    app: () =>
      answering(() => ['x'.repeat(2000)], {
        headers: [
          ['ETag', '"1"'],
          ['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT'],
          ['Content-Type', 'text/plain'],
        ],
      }),
    talk: async (stage) => {
      for (const field of [
        'Accept-Encoding: gzip, br, zstd',
        'Range: bytes=0-9',
        'If-None-Match: "1"',
        'If-Modified-Since: Fri, 01 Jan 2038 00:00:00 GMT',
        'If-Match: "2"',
      ]) {
        const answer = await stage.ask(get('/', field));
        expectAnswer(answer, {
          status: 200,
          text: 'x'.repeat(2000),
          fields: { 'Content-Encoding': undefined, ETag: '"1"' },
        });
      }
    },
  },
];
