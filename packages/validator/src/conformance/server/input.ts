/** `tsgi.input`: the request's content, free of its framing, as it arrives. */

import type { Environ } from '@tsgi/contract';

import { answering, answeringLater, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual } from '../expectation.ts';
import { get, get10, post, postChunked, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import { concatenate, latin1 } from '../octets.ts';

/** Reads everything, a string a chunk. */
async function read(environ: Environ): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of environ['tsgi.input']) chunks.push(latin1(chunk));
  return chunks;
}

/** A case: the application reads `content` from this request. */
function yields(name: string, sent: string, content: string, rules: readonly string[] = ['S43']): ServerCase {
  return {
    name: `gives the application ${name}`,
    rules,
    app: () => answeringLater(async (environ) => [(await read(environ)).join('')]),
    talk: async (stage) => expectAnswer(await stage.ask(sent), { status: 200, text: content }),
  };
}

const SMUGGLED = get('/smuggled');
const LARGE = 'x'.repeat(300_000);

export const input: readonly ServerCase[] = [
  yields('content of a known length', post('Hello'), 'Hello', ['S43', 'S45']),
  yields('chunked content without its framing', postChunked('3\r\nHel\r\n2\r\nlo\r\n0\r\n\r\n'), 'Hello'),
  yields(
    'chunked content whose sizes have zeros and both cases',
    postChunked(`000a\r\n${'x'.repeat(10)}\r\nA\r\n${'y'.repeat(10)}\r\n0000\r\n\r\n`),
    'x'.repeat(10) + 'y'.repeat(10),
  ),
  yields('chunked content without its extensions', postChunked('5;a=b;c="d"\r\nHello\r\n0;last\r\n\r\n'), 'Hello'),
  yields('chunked content without its trailer fields', postChunked('5\r\nHello\r\n0\r\nX-Sum: 1\r\n\r\n'), 'Hello'),
  yields('chunked content of nothing', postChunked('0\r\n\r\n'), ''),
  yields('content of a length of nothing', post(''), ''),
  yields('nothing for a request without content', get(), ''),
  yields(
    'all 256 bytes as they are',
    post(String.fromCharCode(...Array(256).keys())),
    new TextDecoder().decode(new TextEncoder().encode(String.fromCharCode(...Array(256).keys()))),
  ),
  yields('content that looks like a request', post(SMUGGLED), SMUGGLED),
  yields('content of a request with any method', request('GET', '/', 'Content-Length: 5') + 'Hello', 'Hello'),
  yields('large content', post(LARGE), LARGE),
  yields('large chunked content', postChunked(`${LARGE.length.toString(16)}\r\n${LARGE}\r\n0\r\n\r\n`), LARGE),
  {
    ...yields('content that a client of HTTP/1.0 sends', `POST / HTTP/1.0\r\nContent-Length: 5\r\n\r\nHello`, 'Hello'),
    needs: ['http10'],
  },
  {
    name: 'gives content as it arrives',
    rules: ['S43'],
    app: (stage) => async (environ, startResponse) => {
      for await (const chunk of environ['tsgi.input']) stage.note(latin1(chunk));
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(request('POST', '/', 'Content-Length: 6'));
      for (const piece of ['ab', 'cd', 'ef']) {
        wire.send(piece);
        await stage.happened(piece);
      }
      expectAnswer(await wire.answer(), { status: 200 });
    },
  },
  {
    name: 'gives the bytes of a chunk as they arrive, before it is whole',
    rules: ['S43'],
    app: (stage) => async (environ, startResponse) => {
      for await (const chunk of environ['tsgi.input']) stage.note(latin1(chunk));
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(`${request('POST', '/', 'Transfer-Encoding: chunked')}4\r\nab`);
      await stage.happened('ab');
      wire.send('cd\r\n');
      await stage.happened('cd');
      wire.send('0\r\n\r\n');
      expectAnswer(await wire.answer(), { status: 200 });
    },
  },
  {
    name: 'lets the answer begin before the content is whole, and echoes as it goes',
    rules: ['S43', 'S19'],
    app: () => answering(({ 'tsgi.input': content }) => content),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(`${request('POST', '/', 'Content-Length: 6')}abc`);
      while ((await wire.line()) !== '');
      expectEqual([await wire.line(), await wire.line()], ['3', 'abc'], 'the first chunk');
      wire.send('def');
      expectEqual([await wire.line(), await wire.line()], ['3', 'def'], 'the second chunk');
      expectEqual(await wire.line(), '0', 'the last chunk');
    },
  },
  {
    name: 'ends the content where Content-Length says, though the next request stands behind it',
    rules: ['S45', 'S42'],
    needs: ['pipelining'],
    app: () => answeringLater(async (environ) => [(await read(environ)).join('') || 'none']),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(post('Hello') + post('world') + get());
      for (const text of ['Hello', 'world', 'none']) expectAnswer(await wire.answer(), { status: 200, text });
    },
  },
  {
    name: 'leaves the memory of a chunk that it gave alone',
    rules: ['S44'],
    bare: true,
    app: (stage) => async (environ, startResponse) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of environ['tsgi.input']) {
        chunks.push(chunk);
        stage.note(latin1(chunk.subarray(0, 1)));
      }
      startResponse('200 OK', []);
      return [concatenate(chunks)];
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(request('POST', '/', 'Content-Length: 26'));
      const letters = 'abcdefghijklmnopqrstuvwxyz';
      for (const letter of letters) {
        wire.send(letter);
        await stage.happened(letter);
      }
      expectAnswer(await wire.answer(), { status: 200, text: letters });
    },
  },
  {
    name: 'has no content for HTTP/1.0 without Content-Length',
    rules: ['S45'],
    needs: ['http10'],
    app: () => answeringLater(async (environ) => [...(await read(environ)), 'nothing']),
    talk: async (stage) => expectAnswer(await stage.ask(get10()), { status: 200, text: 'nothing' }),
  },
];
