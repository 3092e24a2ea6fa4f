/** `tsgi.file_wrapper`: a body from a file, that is a body like any other. */

import { type Body, type Environ, type FileRange, mapChunks, type OpenFile } from '@tsgi/contract';

import { answering, answeringLater } from '../application-kinds.ts';
import { type ExpectedAnswer, expectAnswer, expectCutShort, expectEqual, expectThat } from '../expectation.ts';
import { get, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import { withFile } from '../socket.ts';
import type { Stage } from '../stage.ts';
import { bytesOf } from '../octets.ts';

const CONTENT = 'abcdefghijklmnopqrstuvwxyz'.repeat(10_000);

function wrap(environ: Environ, file: string | OpenFile, range?: FileRange): Body {
  const wrapper = environ['tsgi.file_wrapper'];
  expectThat(wrapper !== undefined, 'tsgi.file_wrapper to be there');
  return range === undefined ? wrapper(file) : wrapper(file, range);
}

/** An open file that holds `CONTENT` and gives a thousand bytes at most a read, as a file may. */
function openFile(stage: Stage): OpenFile {
  const content = bytesOf(CONTENT);
  let reading = false;
  return {
    async read(buffer, offset, length, position) {
      if (reading) stage.note('was read twice at once');
      reading = true;
      const part = content.subarray(position, position + Math.min(length, 1000));
      await Promise.resolve();
      buffer.set(part, offset);
      reading = false;
      return { bytesRead: part.length };
    },
    async close() {
      stage.note(reading ? 'was closed while it was read' : 'was closed');
    },
  };
}

/** A case: what `make` makes of an open file is answered so, and the file closed once. */
function fromOpenFile(
  name: string,
  make: (environ: Environ, file: OpenFile) => Body,
  expected: ExpectedAnswer,
  method = 'GET',
): ServerCase {
  return {
    name,
    rules: ['S58', 'S32'],
    needs: ['file_wrapper'],
    app: (stage) => answering((environ) => make(environ, openFile(stage))),
    talk: async (stage) => {
      expectAnswer(await stage.ask(request(method, '/')), { status: 200, ...expected });
      await stage.happened('was closed');
      await stage.settle();
      expectEqual(stage.events, ['was closed'], 'what happened to the file');
    },
  };
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
  fromOpenFile('sends a file that is open, and closes it', (environ, file) => wrap(environ, file), { text: CONTENT }),
  fromOpenFile(
    'sends a file that is open from start up to end, and closes it',
    (environ, file) => wrap(environ, file, { start: 26, end: 52 }),
    { text: CONTENT.slice(26, 52) },
  ),
  fromOpenFile(
    'closes a file that was open where HEAD asks for nothing of it',
    (environ, file) => wrap(environ, file),
    { text: '' },
    'HEAD',
  ),
  {
    name: 'cuts the connection where a file that is open ends before end',
    rules: ['S58', 'S12'],
    needs: ['file_wrapper', 'truncation'],
    app: (stage) => answering((environ) => wrap(environ, openFile(stage), { end: CONTENT.length + 1 })),
    talk: async (stage) => {
      await expectCutShort(stage.ask(get()));
      await stage.happened('was closed');
    },
  },
  {
    name: 'answers 500 for a file that is not there',
    rules: ['S58', 'S10'],
    needs: ['file_wrapper'],
    app: () => answering((environ) => wrap(environ, '/nowhere/at/all')),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 500 }),
  },
];
