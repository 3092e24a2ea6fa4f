/** Errors after the head is out: the connection is destroyed, so that nothing looks complete. */

import type { Body, Chunk, StartResponse } from '@tsgi/contract';

import { answering, watchedStream } from '../application-kinds.ts';
import { expectCutShort, expectEqual, expectThat } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

/** A case: the exchange fails after its first chunk, which was `one`. */
function failsLate(name: string, rules: readonly string[], body: (startResponse: StartResponse) => Body): ServerCase {
  return {
    name: `destroys the connection, and reports once, where ${name}`,
    rules: ['S12', ...rules],
    needs: ['truncation', 'errors'],
    bare: true,
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', []);
      return body(startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      const answer = await expectCutShort(wire.ask(get()));
      const { status, text } = answer ?? { status: 200, text: '' };
      expectEqual(status, 200, 'the status');
      expectThat('one'.startsWith(text), `no content but the first chunk, got ${JSON.stringify(text)}`);
      await stage.until(() => stage.reports.length > 0, 'a report');
      await stage.settle();
      expectEqual(stage.reports.length, 1, 'the number of reports');
    },
  };
}

/** A case: what a body has yielded is on its way, whatever becomes of the next chunk. */
function arrivesBefore(failure: string, body: () => Body): ServerCase {
  return {
    name: `sends what was yielded before ${failure}`,
    rules: ['S12', 'S19'],
    needs: ['truncation'],
    app: () => answering(body),
    talk: async (stage) => {
      const answer = await expectCutShort(stage.ask(get()));
      expectEqual(answer?.text, 'one,two', 'the content that arrives');
    },
  };
}

export const lateErrors: readonly ServerCase[] = [
  failsLate('a body throws after its first chunk', [], function* () {
    yield 'one';
    throw new Error('boom');
  } as () => Generator<Chunk>),
  failsLate('a body rejects after its first chunk', [], async function* () {
    yield 'one';
    throw new Error('boom');
  } as () => AsyncGenerator<Chunk>),
  failsLate('a later chunk is neither text nor bytes', ['A13'], function* () {
    yield 'one';
    yield { toString: () => 'two' } as unknown as Chunk;
  }),
  failsLate('an error that startResponse threw back is let through', ['S6'], function* (startResponse) {
    yield 'one';
    startResponse('500 Internal Server Error', [], new Error('boom'));
    yield 'an error page';
  }),
  arrivesBefore('a synchronous body throws', function* () {
    yield 'one,';
    yield 'two';
    throw new Error('boom');
  } as () => Generator<Chunk>),
  arrivesBefore('an asynchronous body throws', async function* () {
    yield 'one,';
    yield 'two';
    throw new Error('boom');
  } as () => AsyncGenerator<Chunk>),
  {
    name: 'disposes of a body that throws',
    rules: ['S12', 'S32'],
    needs: ['truncation'],
    app: (stage) =>
      answering(() =>
        watchedStream(stage, async function* () {
          yield 'one';
          throw new Error('boom');
        } as () => AsyncGenerator<Chunk>),
      ),
    talk: async (stage) => {
      await expectCutShort(stage.ask(get()));
      await stage.happened('disposed');
      expectEqual(stage.events, ['iterated', 'disposed'], 'what happened to the body');
    },
  },
  {
    name: 'shows a client of HTTP/1.0 too that the content is not complete',
    rules: ['S12'],
    needs: ['http10', 'truncation'],
    app: (stage) =>
      answering(async function* () {
        yield 'one';
        await stage.happened('go on');
        throw new Error('boom');
      } as () => AsyncGenerator<Chunk>),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send('GET / HTTP/1.0\r\n\r\n');
      while ((await wire.line()) !== '');
      stage.note('go on');
      await wire.rest();
      expectEqual(wire.ending, 'reset', 'how the connection ends');
    },
  },
];
