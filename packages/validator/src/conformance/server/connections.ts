/** Several requests on one connection: their order, and when it ends. */

import { fieldOf } from '../answer.ts';
import { answering, answeringLater, chunksLater, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual, expectThat } from '../expectation.ts';
import { get, get10, post, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import { latin1 } from '../octets.ts';

const echoPath = (): ReturnType<typeof answering> => answering(({ PATH_INFO }) => [PATH_INFO]);

export const connections: readonly ServerCase[] = [
  {
    name: 'answers requests that came in one piece, in their order',
    rules: ['S42'],
    needs: ['pipelining'],
    app: echoPath,
    talk: async (stage) => {
      const wire = await stage.connect();
      const paths = Array.from({ length: 30 }, (_, index) => `/${index}`);
      wire.send(paths.map((path) => get(path)).join(''));
      for (const text of paths) expectAnswer(await wire.answer(), { status: 200, text });
    },
  },
  {
    name: 'answers in order where the first is slow and the second is quick',
    rules: ['S42'],
    needs: ['pipelining'],
    app: (stage) =>
      answeringLater(async ({ PATH_INFO }) => {
        stage.note(`called ${PATH_INFO}`);
        if (PATH_INFO === '/slow') await stage.happened('go on');
        return [PATH_INFO];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get('/slow') + get('/quick'));
      await stage.happened('called /slow');
      await stage.settle();
      expectEqual(stage.events, ['called /slow'], 'the calls so far');
      stage.note('go on');
      for (const text of ['/slow', '/quick']) expectAnswer(await wire.answer(), { status: 200, text });
    },
  },
  {
    name: 'gives the next request to its application when all that was deferred has run',
    rules: ['S42'],
    needs: ['pipelining'],
    app: (stage) => (environ, startResponse) => {
      const { PATH_INFO } = environ;
      stage.note(`called ${PATH_INFO}`);
      environ['tsgi.exchange'].defer(async () => {
        if (PATH_INFO === '/1') await stage.happened('go on');
        stage.note(`over ${PATH_INFO}`);
      });
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get('/1') + get('/2'));
      expectAnswer(await wire.answer(), { status: 200 });
      await stage.settle();
      expectEqual(stage.events, ['called /1'], 'what happened so far');
      stage.note('go on');
      expectAnswer(await wire.answer(), { status: 200 });
      await stage.happened('over /2');
      expectEqual(stage.events, ['called /1', 'go on', 'over /1', 'called /2', 'over /2'], 'the order');
    },
  },
  {
    name: 'keeps requests with content and requests without apart',
    rules: ['S42', 'S45'],
    needs: ['pipelining'],
    app: echoPath,
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get('/1') + post(get('/smuggled')) + get('/3'));
      for (const text of ['/1', '/', '/3']) expectAnswer(await wire.answer(), { status: 200, text });
    },
  },
  {
    name: 'answers what was asked in one piece behind a stream',
    rules: ['S42', 'S26'],
    needs: ['pipelining'],
    app: () => answering(({ PATH_INFO }) => chunksLater('path ', PATH_INFO)),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get('/1') + get('/2') + request('HEAD', '/3') + get('/4'));
      for (const [method, text] of [
        ['GET', 'path /1'],
        ['GET', 'path /2'],
        ['HEAD', ''],
        ['GET', 'path /4'],
      ] as const) {
        expectAnswer(await wire.answer(method), { status: 200, text });
      }
    },
  },
  {
    name: 'takes requests byte by byte',
    rules: ['S2'],
    app: () =>
      answeringLater(async (environ) => {
        const chunks = [environ.PATH_INFO];
        for await (const chunk of environ['tsgi.input']) chunks.push(latin1(chunk));
        return chunks;
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      for (const byte of get('/slow') + post('Hello')) {
        wire.send(byte);
        await Promise.resolve();
      }
      expectAnswer(await wire.answer(), { status: 200, text: '/slow' });
      expectAnswer(await wire.answer(), { status: 200, text: '/Hello' });
    },
  },
  {
    name: 'keeps connections apart whose requests arrive in turns',
    rules: ['S2', 'E3'],
    app: echoPath,
    talk: async (stage) => {
      const wires = await Promise.all(Array.from({ length: 10 }, () => stage.connect()));
      const requests = wires.map((_, index) => get(`/${index}`));
      for (let at = 0; at < requests[0]!.length; at += 7) {
        wires.forEach((wire, index) => wire.send(requests[index]!.slice(at, at + 7)));
        await stage.settle();
      }
      for (const [index, wire] of wires.entries())
        expectAnswer(await wire.answer(), { status: 200, text: `/${index}` });
    },
  },
  {
    name: 'closes after the answer where the client says Connection: close, and says so',
    rules: ['S30'],
    app: hello,
    talk: async (stage) => {
      for (const said of ['close', 'Close', 'keep-alive, close']) {
        const wire = await stage.connect();
        const answer = await wire.ask(get('/', `Connection: ${said}`));
        expectAnswer(answer, { status: 200, text: 'Hello' });
        expectEqual(fieldOf(answer, 'connection')?.toLowerCase(), 'close', 'the field Connection');
        expectEqual((await wire.rest()).length, 0, 'the number of bytes after the answer');
        expectEqual(wire.ending, 'ended', 'how the connection ends');
      }
    },
  },
  {
    name: 'answers nothing that stands behind a request with Connection: close',
    rules: ['S2', 'S42'],
    needs: ['pipelining'],
    app: (stage) =>
      answering(({ PATH_INFO }) => {
        stage.note(PATH_INFO);
        return ['Hello'];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get('/1', 'Connection: close') + get('/2'));
      expectAnswer(await wire.answer(), { status: 200 });
      expectEqual(latin1(await wire.rest()), '', 'what comes after the answer');
      expectEqual(stage.events, ['/1'], 'the calls');
    },
  },
  {
    name: 'closes after an answer to HTTP/1.0, and keeps the connection where the client asks for it',
    rules: ['S26'],
    needs: ['http10'],
    app: hello,
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(get10()), { status: 200, text: 'Hello' });
      expectEqual((await wire.rest()).length, 0, 'the number of bytes after the answer');
      const kept = await stage.connect();
      const answer = await kept.ask(get10('Connection: keep-alive'));
      expectAnswer(answer, { status: 200, text: 'Hello' });
      // Whether it is kept is the server's to say; where it says so, it has to be.
      if (fieldOf(answer, 'connection')?.toLowerCase() === 'keep-alive') {
        expectAnswer(await kept.ask(get10()), { status: 200, text: 'Hello' });
      }
    },
  },
  {
    name: 'answers a request behind one that failed before its head, or closes after saying so',
    rules: ['S14', 'S42'],
    needs: ['pipelining'],
    app: () => (environ, startResponse) => {
      if (environ.PATH_INFO === '/fails') throw new Error('boom');
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(get('/fails') + get());
      const answer = await wire.answer();
      expectAnswer(answer, { status: 500 });
      if (fieldOf(answer, 'connection')?.toLowerCase() !== 'close') {
        expectAnswer(await wire.answer(), { status: 200, text: 'Hello' });
      }
    },
  },
  {
    name: 'takes an empty line before a request',
    rules: ['S2'],
    needs: ['refusals'],
    app: hello,
    talk: async (stage) => expectAnswer(await stage.ask(`\r\n${get()}`).catch(() => stage.ask(get())), { status: 200 }),
  },
  {
    name: 'goes on with other connections where one client sends nothing, and one sends half a head',
    rules: ['S14'],
    app: hello,
    talk: async (stage) => {
      await stage.connect();
      (await stage.connect()).send('GET / HTTP/1.1\r\nHos');
      for (let i = 0; i < 3; i++) expectAnswer(await stage.ask(get()), { status: 200, text: 'Hello' });
    },
  },
  {
    name: 'answers many at the same time',
    rules: ['S14', 'E3'],
    app: (stage) =>
      answeringLater(async ({ PATH_INFO }) => {
        stage.note('called');
        await stage.until(() => stage.events.length === 50, 'fifty calls');
        return [PATH_INFO];
      }),
    talk: async (stage) => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => stage.ask(get(`/${index}`))));
      expectThat(
        answers.every(({ text }, index) => text === `/${index}`),
        'each answer to be for its own request',
      );
    },
  },
];
