/** `tsgi.informational`: interim responses, at once or not at all. */

import type { Chunk, HeaderList, Status } from '@tsgi/contract';

import { fieldOf, readAnswerHead } from '../answer.ts';
import { answering, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual, thrownBy } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

const HINT: readonly [Status, HeaderList] = [
  '103 Early Hints',
  [
    ['Link', '</a.css>; rel=preload'],
    ['Link', '</b.js>; rel=preload'],
  ],
];

/** A case: this is no status or header for an interim response. */
function refusedInterim(name: string, status: string, headers: HeaderList = []): ServerCase {
  return {
    name: `has tsgi.informational throw for ${name}`,
    rules: ['S56', 'A26'],
    needs: ['informational'],
    bare: true,
    app: (stage) =>
      answering((environ) => {
        thrownBy(() => environ['tsgi.informational']?.(status as Status, headers), 'tsgi.informational');
        stage.note('threw');
        return ['Hello'];
      }),
    talk: async (stage) => {
      const answer = await stage.ask(get());
      expectEqual(stage.events, ['threw'], 'what happened');
      expectAnswer(answer, { status: 200, text: 'Hello' });
      expectEqual(answer.interim.length, 0, 'the number of interim responses');
    },
  };
}

export const informational: readonly ServerCase[] = [
  {
    name: 'sends an interim response at once',
    rules: ['S56'],
    needs: ['informational'],
    app: (stage) => async (environ, startResponse) => {
      environ['tsgi.informational']?.(...HINT);
      await stage.happened('go on');
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get());
      const hint = await readAnswerHead(wire);
      expectEqual(
        [hint.status, fieldOf(hint, 'Link')],
        [103, '</a.css>; rel=preload, </b.js>; rel=preload'],
        'the interim response',
      );
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200, text: 'Hello', fields: { Link: undefined } });
    },
  },
  {
    name: 'sends several interim responses, also after startResponse, in their order',
    rules: ['S56'],
    needs: ['informational'],
    app: () => (environ, startResponse) => {
      environ['tsgi.informational']?.('102 Processing', []);
      startResponse('200 OK', []);
      environ['tsgi.informational']?.(...HINT);
      return ['Hello'];
    },
    talk: async (stage) => {
      const answer = await stage.ask(get());
      expectEqual(
        answer.interim.map(({ status }) => status),
        [102, 103],
        'the interim responses',
      );
      expectAnswer(answer, { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'ignores an interim response once the head is out',
    rules: ['S56'],
    needs: ['informational'],
    app: () =>
      answering(async function* (environ): AsyncGenerator<Chunk> {
        yield 'one ';
        environ['tsgi.informational']?.(...HINT);
        yield 'two';
      }),
    talk: async (stage) => {
      const answer = await stage.ask(get());
      expectAnswer(answer, { status: 200, text: 'one two' });
      expectEqual(answer.interim.length, 0, 'the number of interim responses');
    },
  },
  refusedInterim('the status 100', '100 Continue'),
  refusedInterim('the status 101', '101 Switching Protocols'),
  refusedInterim('the status 200', '200 OK'),
  refusedInterim('a line break in the status', '103 Early\r\nX-Split: yes'),
  refusedInterim('a line break in a field', '103 Early Hints', [['X-A', '1\r\nX-Split: yes']]),
  refusedInterim('a hop-by-hop field', '103 Early Hints', [['Connection', 'close']]),
];
