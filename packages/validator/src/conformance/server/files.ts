/** `tsgi.file_wrapper`: a body from a file, that is a body like any other. */

import { type Body, type Environ, mapChunks } from '@tsgi/contract';

import { answering, answeringLater } from '../application-kinds.ts';
import { type ExpectedAnswer, expectAnswer, expectThat } from '../expectation.ts';
import { get, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import { withFile } from '../socket.ts';
import type { Stage } from '../stage.ts';
import { bytesOf } from '../octets.ts';

const CONTENT = 'abcdefghijklmnopqrstuvwxyz'.repeat(10_000);

function wrap(environ: Environ, path: string, range?: { start?: number; end?: number }): Body {
  const wrapper = environ['tsgi.file_wrapper'];
  expectThat(wrapper !== undefined, 'tsgi.file_wrapper to be there');
  return range === undefined ? wrapper(path) : wrapper(path, range);
}

/** A case: what `make` makes of a file is answered so. */
function fromFile(
  name: string,
  make: (environ: Environ, path: string) => Body,
  expected: ExpectedAnswer,
  method = 'GET',
): ServerCase {
  return {
    name,
    rules: ['S58'],
    needs: ['file_wrapper'],
    app: (stage) =>
      answeringLater(async (environ) => {
        await stage.until(() => stage.events.length > 0, 'the file');
        return make(environ, stage.events[0] ?? '');
      }),
    talk: (stage: Stage) =>
      withFile(bytesOf(CONTENT), async (path) => {
        stage.note(path);
        expectAnswer(await stage.ask(request(method, '/')), { status: 200, ...expected });
      }),
  };
}

export const files: readonly ServerCase[] = [
  fromFile('sends a file', (environ, path) => wrap(environ, path), { text: CONTENT }),
  fromFile('sends a file from start up to end', (environ, path) => wrap(environ, path, { start: 26, end: 52 }), {
    text: CONTENT.slice(26, 52),
  }),
  fromFile('sends a file from start', (environ, path) => wrap(environ, path, { start: 259_990 }), {
    text: CONTENT.slice(259_990),
  }),
  fromFile('sends a file up to end', (environ, path) => wrap(environ, path, { end: 3 }), { text: 'abc' }),
  fromFile(
    'sends nothing of a file from start to start',
    (environ, path) => wrap(environ, path, { start: 5, end: 5 }),
    { text: '' },
  ),
  fromFile('answers HEAD with nothing of a file', (environ, path) => wrap(environ, path), { text: '' }, 'HEAD'),
  fromFile(
    'sends nothing of a file whose body is dropped',
    (environ, path) => {
      wrap(environ, path);
      return ['another'];
    },
    { text: 'another' },
  ),
  fromFile(
    'lets a layer change the chunks of a file',
    (environ, path) =>
      mapChunks(wrap(environ, path, { end: 3 }), (chunk) =>
        (typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk)).toUpperCase(),
      ),
    { text: 'ABC' },
  ),
  {
    name: 'answers 500 for a file that is not there',
    rules: ['S58', 'S10'],
    needs: ['file_wrapper'],
    app: () => answering((environ) => wrap(environ, '/nowhere/at/all')),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 500 }),
  },
];
