/** What applications return, and what clients get of it: framing, chunks, heads, interim answers and trailers. */

import type { Application, Body, HeaderList, Status } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { get, request } from './raw-client.ts';
import { served, servedAsItIs } from './served.ts';

/** An application that answers with this head and body. */
function answering(body: () => Body, headers: HeaderList = [], status: Status = '200 OK'): Application {
  return (_environ, startResponse) => {
    startResponse(status, headers);
    return body();
  };
}

/** A body that nobody may iterate. */
function unread(): Body {
  return {
    [Symbol.iterator]() {
      throw new Error('there is nothing to be iterated');
    },
  };
}

const later = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('answers with what the application returns', async () => {
  await using serving = await served(answering(() => ['你好，世界'], [['Content-Type', 'text/html; charset=utf-8']]));
  const client = await serving.client();
  const answer = await client.ask(get('/'));
  expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8', 'Content-Length: 15']);
  expect(answer.text).toBe('你好，世界');
});

describe('bodies', () => {
  const bytes = Uint8Array.of(0x62, 0x63);
  const arrays: [string, () => Body][] = [
    ['an array of one string', () => ['abcde']],
    ['an array of bytes', () => [Buffer.from('abcde')]],
    ['an array of several kinds', () => ['a', bytes, '', 'de']],
  ];
  const others: [string, () => Body][] = [
    ['a Set', () => new Set(['abc', 'de'])],
    [
      'a generator',
      function* () {
        yield 'a';
        yield bytes;
        yield '';
        yield 'de';
      },
    ],
    [
      'an asynchronous generator',
      async function* () {
        yield 'a';
        await later();
        yield bytes;
        yield 'de';
      },
    ],
    ['a web stream', () => new Response('abcde').body!],
  ];

  test.each([...arrays, ...others])('sends %s, now or from a promise', async (_what, body) => {
    const application = answering(body);
    await using now = await served(application);
    await using afterwards = await served(async (environ, startResponse) => {
      await later();
      return application(environ, startResponse);
    });
    for (const serving of [now, afterwards]) {
      const client = await serving.client();
      expect((await client.ask(get('/'))).text).toBe('abcde');
      expect((await client.ask(get('/again'))).text).toBe('abcde');
    }
  });

  test.each(arrays)('counts the bytes of %s', async (_what, body) => {
    await using serving = await served(answering(body));
    const answer = await (await serving.client()).ask(get('/'));
    expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Content-Length: 5']);
  });

  test.each(others)('frames %s in chunks', async (_what, body) => {
    await using serving = await served(answering(body));
    const answer = await (await serving.client()).ask(get('/'));
    expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked']);
  });

  test.each([...arrays, ...others])('sends %s with the length that the application gives', async (_what, body) => {
    await using serving = await served(answering(body, [['Content-Length', '5']]));
    const client = await serving.client();
    const answer = await client.ask(get('/'));
    expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Content-Length: 5']);
    expect(answer.text).toBe('abcde');
    expect((await client.ask(get('/'))).text).toBe('abcde');
  });

  test.each(others)('sends %s to HTTP/1.0 until the connection closes', async (_what, body) => {
    await using serving = await served(answering(body));
    const client = await serving.client();
    const answer = await client.ask(request('GET / HTTP/1.0', ['Connection: keep-alive']));
    expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Connection: close']);
    expect(answer.text).toBe('abcde');
    await expect(client.ended()).resolves.toBe('end');
  });

  test.each<[string, () => Body, string]>([
    ['an empty array', () => [], 'Content-Length: 0'],
    ['an empty generator', function* () {}, 'Transfer-Encoding: chunked'],
    ['an empty asynchronous generator', async function* () {}, 'Transfer-Encoding: chunked'],
    [
      'a generator of empty chunks',
      function* () {
        yield '';
        yield new Uint8Array();
      },
      'Transfer-Encoding: chunked',
    ],
  ])('sends %s as no content', async (_what, body, framing) => {
    await using serving = await served(answering(body));
    const client = await serving.client();
    for (let i = 0; i < 2; i++) {
      const answer = await client.ask(get('/'));
      expect(answer.lines).toEqual(['HTTP/1.1 200 OK', framing]);
      expect(answer.text).toBe('');
    }
  });

  test.each<[string, string | Uint8Array]>([
    ['text', 'aé'.repeat(400_000)],
    ['bytes', Buffer.alloc(1_200_000, 'abc')],
  ])('sends a huge chunk of %s whole, from an array and from a generator', async (_what, chunk) => {
    const whole = Buffer.from(chunk as string).toString('latin1');
    for (const body of [() => [chunk], () => new Set([chunk])]) {
      await using serving = await served(answering(body));
      const client = await serving.client();
      client.send(get('/') + get('/'));
      expect((await client.answer()).bytes === whole).toBe(true);
      expect((await client.answer()).bytes === whole).toBe(true);
    }
  });

  test('sends chunks that stand for one character in two halves as two characters', async () => {
    await using serving = await served(answering(() => ['\uD83D', '\uDE00']));
    const client = await serving.client();
    const answer = await client.ask(get('/'));
    expect(answer.text).toBe('\uFFFD\uFFFD');
    expect((await client.ask(get('/'))).status).toBe(200);
  });

  test('does not write to the bytes of a chunk', async () => {
    const constant = Buffer.from('constant');
    await using serving = await served(answering(() => [constant]));
    const client = await serving.client();
    await client.ask(get('/'));
    expect((await client.ask(get('/'))).text).toBe('constant');
    expect(constant.toString()).toBe('constant');
  });
});

describe('heads', () => {
  test('sends headers in the order, number and letter case given', async () => {
    const headers: HeaderList = [
      ['X-Two', '2'],
      ['set-cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['x-one', 'été'],
    ];
    await using serving = await served(answering(() => ['é'], headers));
    const answer = await (await serving.client()).ask(get('/'));
    expect(answer.lines).toEqual([
      'HTTP/1.1 200 OK',
      'X-Two: 2',
      'set-cookie: a=1',
      'Set-Cookie: b=2',
      'x-one: été',
      'Content-Length: 2',
    ]);
    expect(answer.text).toBe('é');
  });

  test('adds the date, unless the application gives one', async () => {
    await using serving = await served(answering(() => []));
    const answer = await (await serving.client()).ask(get('/'));
    expect(answer.header('date')).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    await using dated = await served(answering(() => [], [['date', 'Tue, 15 Nov 1994 08:12:31 GMT']]));
    expect((await (await dated.client()).ask(get('/'))).header('date')).toBe('Tue, 15 Nov 1994 08:12:31 GMT');
  });

  test('sends nothing before the first chunk, and the head with an empty one', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served(
      answering(async function* () {
        yield '';
        await gate.promise;
        yield 'event';
      }),
    );
    const client = await serving.client();
    client.send(get('/'));
    expect(await client.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    gate.resolve();
    expect(await client.until('0\r\n\r\n')).toBe('5\r\nevent\r\n0\r\n\r\n');
  });

  test('sends each chunk without waiting for the next', async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await using serving = await served(
      answering(async function* () {
        yield 'one';
        await gates[0]!.promise;
        yield 'two';
        await gates[1]!.promise;
      }),
    );
    const client = await serving.client();
    client.send(get('/'));
    expect(await client.until('one\r\n')).toMatch(/\r\n3\r\none\r\n$/);
    gates[0]!.resolve();
    expect(await client.until('two\r\n')).toBe('3\r\ntwo\r\n');
    gates[1]!.resolve();
    expect(await client.until('0\r\n\r\n')).toBe('0\r\n\r\n');
  });
});

describe('answers without content', () => {
  test('answers HEAD with the head alone, whatever the body is', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', environ.PATH_INFO === '/sized' ? [['Content-Length', '5']] : []);
      return unread();
    });
    const client = await serving.client();
    expect((await client.ask(request('HEAD /sized HTTP/1.1'))).lines).toEqual(['HTTP/1.1 200 OK', 'Content-Length: 5']);
    expect((await client.ask(request('HEAD / HTTP/1.1'))).lines).toEqual(['HTTP/1.1 200 OK']);
    expect((await client.ask(request('HEAD / HTTP/1.0', ['Connection: keep-alive']))).lines).toEqual([
      'HTTP/1.1 200 OK',
      'Connection: keep-alive',
    ]);
    expect((await client.ask(request('HEAD / HTTP/1.1'))).status).toBe(200);
  });

  test.each<[Status, HeaderList, string[]]>([
    ['204 No Content', [], []],
    ['205 Reset Content', [], ['Content-Length: 0']],
    ['304 Not Modified', [], []],
    ['304 Not Modified', [['Content-Length', '5']], ['Content-Length: 5']],
  ])('frames %s %j without iterating the body', async (status, headers, framing) => {
    await using serving = await served(answering(unread, headers, status));
    const client = await serving.client();
    for (let i = 0; i < 2; i++) {
      const answer = await client.send(get('/')).answer(status.startsWith('304') ? 'HEAD' : 'GET');
      expect(answer.lines).toEqual([`HTTP/1.1 ${status}`, ...framing]);
    }
    expect(client.received).toBe('');
  });

  test.each<[string, () => Iterator<string>]>([
    ['before its first chunk', () => [][Symbol.iterator]()],
    ['and then yields', () => ['content'][Symbol.iterator]()],
  ])('sends no content where a body that has begun says 204 %s', async (_what, rest) => {
    await using serving = await servedAsItIs((_environ, startResponse) => {
      startResponse('200 OK', []);
      return {
        *[Symbol.iterator]() {
          startResponse('204 No Content', [], new Error('nothing after all'));
          yield* { [Symbol.iterator]: rest };
        },
      };
    });
    const client = await serving.client();
    for (let i = 0; i < 2; i++) {
      expect((await client.ask(get('/'))).lines).toEqual(['HTTP/1.1 204 No Content']);
    }
  });
});

describe('interim answers', () => {
  test('sends early hints at once, before the answer is there', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served(async (environ, startResponse) => {
      environ['tsgi.informational']?.('103 Early Hints', [['Link', '</style.css>; rel=preload']]);
      await gate.promise;
      startResponse('200 OK', []);
      return ['ok'];
    });
    const client = await serving.client();
    client.send(get('/'));
    expect(await client.until('\r\n\r\n')).toBe('HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n');
    gate.resolve();
    expect((await client.answer()).text).toBe('ok');
  });

  test('sends hints of a synchronous application before its answer, in one connection’s order', async () => {
    await using serving = await served((environ, startResponse) => {
      environ['tsgi.informational']?.('103 Early Hints', [['Link', `<${environ.PATH_INFO}>`]]);
      startResponse('200 OK', []);
      return ['ok'];
    });
    const client = await serving.client();
    client.send(get('/1') + get('/2'));
    for (const path of ['/1', '/2']) {
      expect(await client.until('\r\n\r\n')).toBe(`HTTP/1.1 103 Early Hints\r\nLink: <${path}>\r\n\r\n`);
      expect((await client.answer()).text).toBe('ok');
    }
  });

  test('ignores a hint that comes after the head, and refuses what is no hint', async () => {
    const refusals: unknown[] = [];
    await using serving = await servedAsItIs((environ, startResponse) => {
      startResponse('200 OK', []);
      return {
        *[Symbol.iterator]() {
          yield 'a';
          environ['tsgi.informational']?.('103 Early Hints', []);
          for (const status of ['100 Continue', '101 Switching Protocols', '200 OK'] as const) {
            try {
              environ['tsgi.informational']?.(status, []);
            } catch (error) {
              refusals.push((error as { rule: string }).rule);
            }
          }
        },
      };
    });
    const client = await serving.client();
    expect((await client.ask(get('/'))).text).toBe('a');
    expect(refusals).toEqual(['A26', 'A26', 'A26']);
  });

  test('offers neither hints nor trailers to HTTP/1.0', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return [`${'tsgi.informational' in environ} ${'tsgi.trailers' in environ}`];
    });
    const client = await serving.client();
    expect((await client.ask(get('/'))).text).toBe('true true');
    expect((await client.ask(request('GET / HTTP/1.0'))).text).toBe('false false');
  });
});

describe('trailers', () => {
  test.each<[string, () => Body]>([
    ['an array', () => ['body']],
    ['a generator', () => new Set(['body'])],
    ['an empty body', () => []],
  ])('sends trailers after %s', async (_what, body) => {
    await using serving = await served((environ, startResponse) => {
      environ['tsgi.trailers']?.(() => [
        ['Server-Timing', 'total;dur=1'],
        ['X-Latin', 'é'],
      ]);
      startResponse('200 OK', []);
      return body();
    });
    const client = await serving.client();
    const answer = await client.ask(get('/'));
    expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked']);
    expect(answer.trailers).toEqual(['Server-Timing: total;dur=1', 'X-Latin: é']);
    expect((await client.ask(get('/'))).status).toBe(200);
  });

  test('asks for trailers once, when the body has ended', async () => {
    const seen: string[] = [];
    await using serving = await served((environ, startResponse) => {
      environ['tsgi.trailers']?.(() => {
        seen.push('trailers');
        return [];
      });
      startResponse('200 OK', []);
      return {
        async *[Symbol.asyncIterator]() {
          yield 'a';
          await later();
          seen.push('end');
        },
      };
    });
    await (await serving.client()).ask(get('/'));
    expect(seen).toEqual(['end', 'trailers']);
  });

  test('refuses trailers beside a length with 500', async () => {
    await using serving = await servedAsItIs((environ, startResponse) => {
      environ['tsgi.trailers']?.(() => []);
      startResponse('200 OK', [['Content-Length', '4']]);
      return ['body'];
    });
    const client = await serving.client();
    expect((await client.ask(get('/'))).status).toBe(500);
    expect(serving.errors.take()).toEqual([expect.stringContaining('rule A27')]);
  });

  test('refuses to be asked for trailers twice, or with no function', async () => {
    await using serving = await servedAsItIs((environ, startResponse) => {
      const trailers = environ['tsgi.trailers']!;
      expect(() => trailers('X-A' as unknown as () => [])).toThrow('rule A27');
      trailers(() => []);
      expect(() => trailers(() => [])).toThrow('rule A27');
      startResponse('200 OK', []);
      return ['ok'];
    });
    expect((await (await serving.client()).ask(get('/'))).status).toBe(200);
  });

  test.each<[string, () => HeaderList]>([
    ['forbidden', () => [['Content-Length', '4']]],
    [
      'missing because their function failed',
      () => {
        throw new Error('rule A28 or not');
      },
    ],
  ])('cuts the connection off where trailers are %s', async (_what, fields) => {
    await using serving = await servedAsItIs((environ, startResponse) => {
      environ['tsgi.trailers']?.(fields);
      startResponse('200 OK', []);
      return new Set(['body']);
    });
    const client = await serving.client();
    await client.send(get('/')).ended();
    expect(client.received).toMatch(/4\r\nbody\r\n$/);
    expect(serving.errors.take()).toEqual([expect.stringContaining('A28')]);
  });
});
