/** How reading ends: at a limit, at a close, and at the end of the one iteration there is. */

import { type Environ, readBody } from '@tsgi/contract';

import { answering, answeringLater } from '../application-kinds.ts';
import { expectAnswer, nameOf, rejectionOf, thrownBy } from '../expectation.ts';
import { get, post, postChunked, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import { latin1 } from '../octets.ts';

/** Reads everything, a string a chunk. */
async function read(environ: Environ): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of environ['tsgi.input']) chunks.push(latin1(chunk));
  return chunks;
}

export const inputLimits: readonly ServerCase[] = [
  {
    name: 'throws a TypeError where content is iterated a second time',
    rules: ['S50'],
    bare: true,
    app: () =>
      answeringLater(async (environ) => {
        await read(environ);
        return [nameOf(thrownBy(() => environ['tsgi.input'][Symbol.asyncIterator](), 'the second iteration'))];
      }),
    talk: async (stage) => expectAnswer(await stage.ask(post('Hello')), { status: 200, text: 'TypeError' }),
  },
  {
    name: 'throws a TypeError for a second iteration of content that was not read',
    rules: ['S50'],
    bare: true,
    app: () =>
      answering(({ 'tsgi.input': content }) => {
        content[Symbol.asyncIterator]();
        return [nameOf(thrownBy(() => content[Symbol.asyncIterator](), 'the second iteration'))];
      }),
    talk: async (stage) => expectAnswer(await stage.ask(post('Hello')), { status: 200, text: 'TypeError' }),
  },
  {
    name: 'lets an input without content be iterated again and again',
    rules: ['S50'],
    bare: true,
    app: () => answeringLater(async (environ) => [...(await read(environ)), ...(await read(environ)), 'nothing']),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200, text: 'nothing' });
      expectAnswer(await stage.ask(post('')), { status: 200, text: 'nothing' });
    },
  },
  {
    name: 'lets limit() and close() be called where there is no content',
    rules: ['S47', 'S49'],
    app: () =>
      answeringLater(async (environ) => {
        environ['tsgi.input'].limit(0);
        environ['tsgi.input'].close();
        return [...(await read(environ)), 'nothing'];
      }),
    talk: async (stage) => expectAnswer(await stage.ask(get()), { status: 200, text: 'nothing' }),
  },
  {
    name: 'lets content of exactly the limit through',
    rules: ['S47'],
    app: () => answeringLater(async (environ) => [await readBody(environ, { limit: 5 })]),
    talk: async (stage) => {
      expectAnswer(await stage.ask(post('Hello')), { status: 200, text: 'Hello' });
      expectAnswer(await stage.ask(postChunked('5\r\nHello\r\n0\r\n\r\n')), { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'refuses content that announces more than the limit at the first read',
    rules: ['S48'],
    app: () =>
      answeringLater(async (environ) => {
        environ['tsgi.input'].limit(4);
        const reads = environ['tsgi.input'][Symbol.asyncIterator]();
        return [nameOf(await rejectionOf(reads.next(), 'the first read'))];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(request('POST', '/', 'Content-Length: 5'));
      expectAnswer(await wire.answer(), { status: 200, text: 'PayloadTooLarge' });
    },
  },
  {
    name: 'gives no byte of chunked content beyond the limit',
    rules: ['S47'],
    app: () =>
      answeringLater(async (environ) => {
        environ['tsgi.input'].limit(4);
        return [nameOf(await rejectionOf(read(environ), 'reading'))];
      }),
    talk: async (stage) => {
      const sent = postChunked('3\r\nHel\r\n2\r\nlo\r\n0\r\n\r\n');
      expectAnswer(await stage.ask(sent), { status: 200, text: 'PayloadTooLarge' });
    },
  },
  {
    name: 'never raises a limit',
    rules: ['S47'],
    app: () =>
      answeringLater(async (environ) => {
        for (const bytes of [4, 100, Infinity]) environ['tsgi.input'].limit(bytes);
        return [nameOf(await rejectionOf(read(environ), 'reading'))];
      }),
    talk: async (stage) => expectAnswer(await stage.ask(post('Hello')), { status: 200, text: 'PayloadTooLarge' }),
  },
  {
    name: 'ends reading at once after close(), also where more would come',
    rules: ['S49'],
    app: (stage) =>
      answeringLater(async (environ) => {
        const reads = environ['tsgi.input'][Symbol.asyncIterator]();
        await reads.next();
        environ['tsgi.input'].close();
        stage.note('closed');
        return [String((await reads.next()).done)];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(`${request('POST', '/', 'Content-Length: 10')}Hello`);
      await stage.happened('closed');
      expectAnswer(await wire.answer(), { status: 200, text: 'true' });
    },
  },
  {
    name: 'ends a read that waits when close() is called',
    rules: ['S49'],
    app: () =>
      answeringLater(async (environ) => {
        const waiting = environ['tsgi.input'][Symbol.asyncIterator]().next();
        environ['tsgi.input'].close();
        return [String((await waiting).done)];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(request('POST', '/', 'Content-Length: 10'));
      expectAnswer(await wire.answer(), { status: 200, text: 'true' });
    },
  },
];
