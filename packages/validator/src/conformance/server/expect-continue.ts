/** `Expect: 100-continue`: the client is asked for its content when the application reads, and not before. */

import { readBody } from '@tsgi/contract';

import { fieldOf, readAnswerHead } from '../answer.ts';
import { answering, answeringLater, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual } from '../expectation.ts';
import { get, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

const EXPECTING = request('POST', '/', 'Content-Length: 5', 'Expect: 100-continue');
const EXPECTING_CHUNKED = request('POST', '/', 'Transfer-Encoding: chunked', 'Expect: 100-Continue');

const cases: readonly ServerCase[] = [
  {
    name: 'sends 100 Continue when the application reads',
    rules: ['S51'],
    app: () => answeringLater(async (environ) => [await readBody(environ)]),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(EXPECTING);
      expectEqual((await readAnswerHead(wire)).status, 100, 'the status of the interim response');
      wire.send('Hello');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'sends 100 Continue for chunked content, in whatever letters it is expected',
    rules: ['S51'],
    app: () => answeringLater(async (environ) => [await readBody(environ)]),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(EXPECTING_CHUNKED);
      expectEqual((await readAnswerHead(wire)).status, 100, 'the status of the interim response');
      wire.send('5\r\nHello\r\n0\r\n\r\n');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'sends 100 Continue once',
    rules: ['S51'],
    app: () => answeringLater(async (environ) => [await readBody(environ)]),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(EXPECTING);
      await readAnswerHead(wire);
      for (const letter of 'Hello') {
        wire.send(letter);
        await stage.settle();
      }
      expectEqual((await wire.answer()).interim.length, 0, 'the number of further interim responses');
    },
  },
  {
    name: 'sends no 100 Continue before the application reads',
    rules: ['S51'],
    app: (stage) =>
      answeringLater(async (environ) => {
        stage.note('called');
        await stage.happened('read');
        return [await readBody(environ)];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(EXPECTING);
      await stage.happened('called');
      await stage.settle();
      expectEqual(wire.received, 0, 'the number of bytes sent so far');
      stage.note('read');
      expectEqual((await readAnswerHead(wire)).status, 100, 'the status of the interim response');
      wire.send('Hello');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'sends no 100 Continue where the application asks for an iterator and does not read',
    rules: ['S51'],
    app: () =>
      answering((environ) => {
        environ['tsgi.input'][Symbol.asyncIterator]();
        return ['refused'];
      }),
    talk: async (stage) => {
      const answer = await stage.ask(EXPECTING);
      expectAnswer(answer, { status: 200, text: 'refused' });
      expectEqual(answer.interim.length, 0, 'the number of interim responses');
    },
  },
  {
    name: 'sends no 100 Continue where the application answers without reading',
    rules: ['S51'],
    app: () => answering(() => ['refused'], { status: '403 Forbidden' }),
    talk: async (stage) => {
      const answer = await stage.ask(EXPECTING);
      expectAnswer(answer, { status: 403, text: 'refused' });
      expectEqual(answer.interim.length, 0, 'the number of interim responses');
    },
  },
  {
    name: 'sends no 100 Continue where the application closes the input',
    rules: ['S51', 'S49'],
    app: () =>
      answeringLater(async (environ) => {
        environ['tsgi.input'].close();
        return [await readBody(environ), 'nothing'];
      }),
    talk: async (stage) => {
      const answer = await stage.ask(EXPECTING);
      expectAnswer(answer, { status: 200, text: 'nothing' });
      expectEqual(answer.interim.length, 0, 'the number of interim responses');
    },
  },
  {
    name: 'sends no 100 Continue for content that announces more than the limit',
    rules: ['S48', 'S51'],
    app: () => answeringLater(async (environ) => [await readBody(environ, { limit: 4 })]),
    talk: async (stage) => {
      const answer = await stage.ask(EXPECTING);
      expectAnswer(answer, { status: 413 });
      expectEqual(answer.interim.length, 0, 'the number of interim responses');
    },
  },
  {
    name: 'sends no 100 Continue where the client does not expect it',
    rules: ['S51'],
    app: () => answeringLater(async (environ) => [await readBody(environ)]),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(request('POST', '/', 'Content-Length: 5'));
      await stage.settle();
      expectEqual(wire.received, 0, 'the number of bytes sent so far');
      wire.send('Hello');
      expectEqual((await wire.answer()).interim.length, 0, 'the number of interim responses');
    },
  },
  {
    name: 'sends no 100 Continue where there is no content to wait for',
    rules: ['S51'],
    app: () => answeringLater(async (environ) => [await readBody(environ), 'nothing']),
    talk: async (stage) => {
      for (const asked of [get('/', 'Expect: 100-continue'), EXPECTING.replace('Length: 5', 'Length: 0')]) {
        const answer = await stage.ask(asked);
        expectAnswer(answer, { status: 200, text: 'nothing' });
        expectEqual(answer.interim.length, 0, 'the number of interim responses');
      }
    },
  },
  {
    name: 'sends no 100 Continue after the head of the answer',
    rules: ['S51'],
    app: () =>
      answering(async function* (environ) {
        yield 'started ';
        yield await readBody(environ);
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(EXPECTING);
      expectEqual((await readAnswerHead(wire)).status, 200, 'the status');
      expectEqual([await wire.line(), await wire.line()], ['8', 'started '], 'the first chunk');
      wire.send('Hello');
      expectEqual([await wire.line(), await wire.line()], ['5', 'Hello'], 'the second chunk');
    },
  },
  {
    name: 'lets a client that was refused go on: it closes, or takes the next request',
    rules: ['S51', 'S42'],
    app: () => hello(),
    talk: async (stage) => {
      const wire = await stage.connect();
      const refusal = await wire.ask(EXPECTING);
      expectAnswer(refusal, { status: 200, text: 'Hello' });
      if (fieldOf(refusal, 'connection')?.toLowerCase() === 'close') await wire.rest();
      else {
        wire.send('Hello');
        expectAnswer(await wire.ask(get()), { status: 200, text: 'Hello' });
      }
    },
  },
];

export const expectContinue: readonly ServerCase[] = [
  ...cases.map((each) => ({ ...each, needs: ['expectContinue'] as const })),
  {
    name: 'sends a client of HTTP/1.0 no 100 Continue',
    rules: ['S51'],
    needs: ['http10'],
    app: () => answeringLater(async (environ) => [await readBody(environ)]),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send('POST / HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n');
      await stage.settle();
      expectEqual(wire.received, 0, 'the number of bytes sent so far');
      wire.send('Hello');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
    },
  },
];
