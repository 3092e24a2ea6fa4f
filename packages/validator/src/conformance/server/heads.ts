/** `startResponse`: what it stores, what it replaces, and when the head leaves. */

import { answering, chunksLater } from '../application-kinds.ts';
import { readAnswerHead, readChunk } from '../answer.ts';
import { expectAnswer, expectEqual, thrownBy } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import type { Stage } from '../stage.ts';
import { latin1 } from '../octets.ts';

/** Sends a request, and sees that nothing comes before the application was told to go on. */
async function expectSilence(stage: Stage): Promise<void> {
  const wire = await stage.connect();
  wire.send(get());
  await stage.happened('started');
  await stage.settle();
  expectEqual(wire.received, 0, 'the number of bytes sent so far');
  stage.note('go on');
  expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
}

export const heads: readonly ServerCase[] = [
  {
    name: 'sends nothing when startResponse is called, while the value is pending',
    rules: ['S4'],
    app: (stage) => async (_environ, startResponse) => {
      startResponse('200 OK', []);
      stage.note('started');
      await stage.happened('go on');
      return ['Hello'];
    },
    talk: expectSilence,
  },
  {
    name: 'sends nothing before the first chunk',
    rules: ['S4', 'S20'],
    app: (stage) =>
      answering(async function* () {
        stage.note('started');
        await stage.happened('go on');
        yield 'Hello';
      }),
    talk: expectSilence,
  },
  {
    name: 'has startResponse throw the second time, and keeps the first head',
    rules: ['S5'],
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', [['X-Head', 'first']]);
      thrownBy(() => startResponse('404 Not Found', []), 'startResponse');
      return ['Hello'];
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200, fields: { 'X-Head': 'first' } });
    },
  },
  {
    name: 'takes an error of undefined for none',
    rules: ['S5'],
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', []);
      thrownBy(() => startResponse('404 Not Found', [], undefined), 'startResponse');
      return ['Hello'];
    },
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: 'Hello' }),
  },
  {
    name: 'has startResponse throw once the head is out',
    rules: ['S5'],
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', []);
      return (function* () {
        yield 'one ';
        thrownBy(() => startResponse('404 Not Found', []), 'startResponse');
        yield 'two';
      })();
    },
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: 'one two' }),
  },
  {
    name: 'replaces a stored head where an error is given, the whole of it',
    rules: ['S6'],
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', [['X-Head', 'first']]);
      startResponse('503 Service Unavailable', [['X-Page', 'error']], new Error('no database'));
      return ['sorry'];
    },
    talk: async (stage) => {
      const fields = { 'X-Page': 'error', 'X-Head': undefined };
      expectAnswer(await stage.ask(get()), { status: 503, text: 'sorry', fields });
      expectEqual(stage.reports, [], 'what is reported');
    },
  },
  {
    name: 'takes any error but undefined for one: null, false, zero, the empty string',
    rules: ['S5', 'S6'],
    bare: true,
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', []);
      for (const error of [null, false, 0, '']) startResponse('502 Bad Gateway', [['X-Error', String(error)]], error);
      return ['sorry'];
    },
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 502, text: 'sorry' }),
  },
  {
    name: 'takes a first head with an error',
    rules: ['S6'],
    app: () => (_environ, startResponse) => {
      startResponse('503 Service Unavailable', [], new Error('no database'));
      return ['sorry'];
    },
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 503, text: 'sorry' }),
  },
  {
    name: 'replaces a stored head in the iteration, before the first chunk',
    rules: ['S6', 'S20'],
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', []);
      return (function* () {
        startResponse('503 Service Unavailable', [], new Error('no database'));
        yield 'sorry';
      })();
    },
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 503, text: 'sorry' }),
  },
  {
    name: 'throws the very error that it is given once the head is out',
    rules: ['S6'],
    bare: true,
    app: (stage) => (_environ, startResponse) => {
      startResponse('200 OK', []);
      return (function* () {
        yield 'one ';
        for (const error of [new Error('too late'), 'a string', null]) {
          const thrown = thrownBy(() => startResponse('500 Internal Server Error', [], error), 'startResponse');
          stage.note(thrown === error ? 'the same' : 'another');
        }
        yield 'two';
      })();
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200, text: 'one two' });
      expectEqual(stage.events, ['the same', 'the same', 'the same'], 'what is thrown');
    },
  },
  {
    name: 'commits the head with the first chunk, an empty one too',
    rules: ['S20'],
    app: (stage) =>
      answering(async function* () {
        yield '';
        await stage.happened('go on');
        yield 'Hello';
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      expectEqual((await readAnswerHead(wire)).status, 200, 'the status');
      stage.note('go on');
      expectEqual(latin1((await readChunk(wire)) ?? new Uint8Array()), 'Hello', 'the first chunk that is not empty');
    },
  },
  {
    name: 'commits the head at the end of a body without chunks',
    rules: ['S20'],
    app: () => answering(() => chunksLater(), { headers: [['X-Head', 'mine']] }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200, text: '', fields: { 'X-Head': 'mine' } });
    },
  },
  {
    name: 'lets an array body wait with its head for nothing',
    rules: ['S20'],
    app: () => answering(() => []),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: '' }),
  },
];
