/** `tsgi.trailers`: fields behind the body, about the body that was sent. */

import type { HeaderList } from '@tsgi/contract';

import { answering, chunksLater, chunksOf } from '../application-kinds.ts';
import { expectAnswer, expectCutShort, expectEqual } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

/** A case: `tsgi.trailers` is called and gives these fields; the answer is not taken for whole. */
function refusedTrailer(name: string, field: readonly [string, string]): ServerCase {
  return {
    name: `refuses the trailer field ${name}`,
    rules: ['S57', 'A28'],
    needs: ['trailers', 'truncation'],
    bare: true,
    app: () =>
      answering((environ) => {
        environ['tsgi.trailers']?.(() => [field]);
        return chunksLater('Hello');
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      const answer = await expectCutShort(wire.ask(get()));
      expectEqual(answer?.trailers ?? [], [], 'the trailer fields');
    },
  };
}

const sum = (): HeaderList => [
  ['X-Sum', '42'],
  ['X-Sum', '43'],
];

export const trailers: readonly ServerCase[] = [
  ...(['stream', 'array', 'stream of nothing'] as const).map((kind): ServerCase => ({
    name: `sends trailer fields behind ${kind === 'array' ? 'an' : 'a'} ${kind}, chunked`,
    rules: ['S57', 'S25'],
    needs: ['trailers'],
    app: () =>
      answering((environ) => {
        environ['tsgi.trailers']?.(sum);
        return kind === 'array' ? ['Hello'] : kind === 'stream' ? chunksLater('Hello') : chunksOf();
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      const answer = await wire.ask(get());
      expectAnswer(answer, {
        status: 200,
        text: kind === 'stream of nothing' ? '' : 'Hello',
        framing: 'chunked',
        fields: { 'Content-Length': undefined },
      });
      expectEqual(answer.trailers, sum(), 'the trailer fields');
      expectAnswer(await wire.ask(get()), { status: 200 });
    },
  })),
  {
    name: 'calls the function of the trailers once, when the body has ended',
    rules: ['S57'],
    needs: ['trailers'],
    app: (stage) =>
      answering((environ) => {
        environ['tsgi.trailers']?.(() => {
          stage.note('trailers');
          return sum();
        });
        return (function* () {
          stage.note('one');
          yield 'one';
          stage.note('end');
        })();
      }),
    talk: async (stage) => {
      expectEqual((await stage.ask(get())).trailers, sum(), 'the trailer fields');
      expectEqual(stage.events, ['one', 'end', 'trailers'], 'the order');
    },
  },
  {
    name: 'sends no trailer fields where the function gives none',
    rules: ['S57'],
    needs: ['trailers'],
    app: () =>
      answering((environ) => {
        environ['tsgi.trailers']?.(() => []);
        return chunksLater('Hello');
      }),
    talk: async (stage) => {
      const answer = await stage.ask(get());
      expectAnswer(answer, { status: 200, text: 'Hello', framing: 'chunked' });
      expectEqual(answer.trailers, [], 'the trailer fields');
    },
  },
  {
    name: 'takes an error of the function of the trailers for one of the body',
    rules: ['S57', 'S12'],
    needs: ['trailers', 'truncation', 'errors'],
    app: () =>
      answering((environ) => {
        environ['tsgi.trailers']?.(() => {
          throw new Error('boom');
        });
        return chunksLater('Hello');
      }),
    talk: async (stage) => {
      await expectCutShort(stage.ask(get()));
      await stage.reported('boom');
    },
  },
  ...(
    [
      'Content-Length',
      'Transfer-Encoding',
      'Host',
      'Set-Cookie',
      'Authorization',
      'Content-Type',
      'Cache-Control',
      'Connection',
    ] as const
  ).map((name) => refusedTrailer(name, [name, '1'])),
  refusedTrailer('with a line break', ['X-A', '1\r\nX-Split: yes']),
];
