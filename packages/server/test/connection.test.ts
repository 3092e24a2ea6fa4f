/** One connection: how long it stays, how requests with content go, and what becomes of bad ones. */

import { ClientDisconnected, PayloadTooLarge, readBody, type Application, type Environ } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { get, post, type RawClient, request } from './raw-client.ts';
import { served } from './served.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['hello'];
};

/** Answers with the content of the request. */
const echo: Application = async (environ, startResponse) => {
  const content = await readBody(environ);
  startResponse('200 OK', []);
  return [content];
};

/** What reading the content of a request gives: its length, or the error. */
async function lengthOrError(environ: Environ): Promise<unknown> {
  try {
    return (await readBody(environ)).length;
  } catch (error) {
    return error;
  }
}

/** Lets what was sent arrive, as far as it is taken: until several turns of the event loop have moved nothing. */
async function arrived({ stream }: RawClient): Promise<void> {
  for (let idle = 0; idle < 10; idle++) {
    const left = stream.writableLength;
    await new Promise((resolve) => setImmediate(resolve));
    if (stream.writableLength !== left) idle = 0;
  }
}

/** The head of a request that waits for `100 Continue`. */
const expecting = (length: number): string =>
  request('POST / HTTP/1.1', [`Content-Length: ${length}`, 'Expect: 100-continue']);

/** Answers with the limit that the content was longer than. */
const reading: Application = async (environ, startResponse) => {
  const result = await lengthOrError(environ);
  startResponse('200 OK', []);
  return [result instanceof PayloadTooLarge ? `too large: ${result.limit}` : String(result)];
};

describe('keep-alive', () => {
  test('answers one request after the other on one connection', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    for (let i = 0; i < 3; i++) {
      const answer = await client.ask(get(`/${i}`));
      expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Content-Length: 5']);
    }
    expect(serving.server.connections).toBe(1);
  });

  test.each([
    ['HTTP/1.1 that says close', request('GET / HTTP/1.1', ['Connection: close'])],
    ['HTTP/1.1 that says close among others', request('GET / HTTP/1.1', ['Connection: foo, Close'])],
    ['HTTP/1.0', request('GET / HTTP/1.0')],
    ['HTTP/1.0 that says close', request('GET / HTTP/1.0', ['Connection: close, keep-alive'])],
  ])('closes after an answer to %s', async (_what, text) => {
    await using serving = await served(hello);
    const client = await serving.client();
    const answer = await client.ask(text);
    expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Content-Length: 5', 'Connection: close']);
    await expect(client.ended()).resolves.toBe('end');
  });

  test('keeps a connection of HTTP/1.0 that asks for it, and says so', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    for (let i = 0; i < 2; i++) {
      const answer = await client.ask(request('GET / HTTP/1.0', ['Connection: Keep-Alive']));
      expect(answer.lines).toEqual(['HTTP/1.1 200 OK', 'Content-Length: 5', 'Connection: keep-alive']);
    }
  });

  test('answers as many requests on a connection as are allowed', async () => {
    await using serving = await served(hello, { limits: { requestsPerConnection: 2 } });
    const client = await serving.client();
    client.send(get('/1') + get('/2') + get('/3'));
    expect((await client.answer()).header('connection')).toBeUndefined();
    expect((await client.answer()).header('connection')).toBe('close');
    await expect(client.ended()).resolves.toBe('end');
    expect(client.received).toBe('');
  });

  test('answers a request that comes byte by byte', async () => {
    await using serving = await served(echo);
    const client = await serving.client();
    for (const byte of post('content')) {
      client.send(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await client.answer()).text).toBe('content');
  });
});

describe('a client that has ended its side', () => {
  const slow: Application = async (environ, startResponse) => {
    await new Promise((resolve) => setImmediate(resolve));
    return hello(environ, startResponse);
  };

  test.each([
    ['synchronous', hello],
    ['asynchronous', slow],
  ])('still gets its answers from %s applications, and then the end', async (_what, app) => {
    await using serving = await served(app);
    const client = await serving.client();
    client.send(get('/1') + get('/2')).end();
    expect((await client.answer()).text).toBe('hello');
    expect((await client.answer()).text).toBe('hello');
    await expect(client.ended()).resolves.toBe('end');
  });

  test('still gets an answer that is streamed', async () => {
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        for (let i = 0; i < 3; i++) {
          await new Promise((resolve) => setImmediate(resolve));
          yield 'chunk';
        }
      })();
    });
    const client = await serving.client();
    client.send(get('/')).end();
    expect((await client.answer()).text).toBe('chunkchunkchunk');
    await expect(client.ended()).resolves.toBe('end');
  });

  test('is closed without a word between requests', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    await client.end().ended();
    expect(client.received).toBe('');
  });

  test('is told that its head is not complete', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    client.send('GET / HTTP/1.1\r\nHost').end();
    expect((await client.answer()).status).toBe(400);
    await expect(client.ended()).resolves.toBe('end');
  });

  test('is a client that has gone where its content is not complete', async () => {
    const read = Promise.withResolvers<unknown>();
    await using serving = await served(async (environ, startResponse) => {
      read.resolve(await lengthOrError(environ));
      startResponse('200 OK', []);
      return ['nobody sees this'];
    });
    const client = await serving.client();
    client.send(post('content').slice(0, -1)).end();
    await expect(read.promise).resolves.toBeInstanceOf(ClientDisconnected);
    await client.ended();
    expect(client.received).toBe('');
  });

  test('gets an answer that did not need the content, though that is not complete', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    client.send(request('POST / HTTP/1.1', ['Content-Length: 10'], 'half')).end();
    // Sooner or later than the end of the client: both are right, and an answer that has begun is whole.
    const end = await client.ended();
    expect(end).toBe('end');
    expect(client.received === '' || client.received.endsWith('hello')).toBe(true);
  });
});

describe('request content', () => {
  test.each([
    ['with a length', post('content')],
    [
      'in chunks',
      request('POST / HTTP/1.1', ['Transfer-Encoding: chunked'], '3\r\ncon\r\n4;x=y\r\ntent\r\n0\r\nX: y\r\n\r\n'),
    ],
    ['empty', post('')],
    ['empty in chunks', request('POST / HTTP/1.1', ['Transfer-Encoding: chunked'], '0\r\n\r\n')],
  ])('comes to the application %s', async (what, text) => {
    await using serving = await served(echo);
    const client = await serving.client();
    client.send(text + text);
    for (let i = 0; i < 2; i++) expect((await client.answer()).text).toBe(what.startsWith('empty') ? '' : 'content');
  });

  test('comes chunk by chunk as it is sent', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield '';
        for await (const chunk of environ['tsgi.input']) yield chunk;
      })();
    });
    const client = await serving.client();
    client.send(request('POST / HTTP/1.1', ['Content-Length: 4']));
    await client.until('\r\n\r\n');
    client.send('ab');
    expect(await client.until('ab\r\n')).toBe('2\r\nab\r\n');
    client.send('cd');
    expect(await client.until('0\r\n\r\n')).toBe('2\r\ncd\r\n0\r\n\r\n');
  });

  test('can be read after the application has returned, and before it has settled', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield await readBody(environ);
      })();
    });
    expect((await (await serving.client()).ask(post('content'))).text).toBe('content');
  });

  test.each([
    ['with a length', post('x'.repeat(1000))],
    [
      'in chunks',
      request('POST / HTTP/1.1', ['Transfer-Encoding: chunked'], `3e8\r\n${'x'.repeat(1000)}\r\n0\r\n\r\n`),
    ],
  ])('is passed over where it is small and nobody has read it: %s', async (_what, text) => {
    await using serving = await served(hello);
    const client = await serving.client();
    client.send(text.slice(0, 200));
    expect((await client.answer()).header('connection')).toBeUndefined();
    client.send(text.slice(200) + get('/next'));
    expect((await client.answer()).text).toBe('hello');
  });

  test('is passed over where the application has left it in the middle', async () => {
    await using serving = await served(async (environ, startResponse) => {
      for await (const chunk of environ['tsgi.input']) {
        if (chunk.length > 0) break;
      }
      startResponse('200 OK', []);
      return ['enough'];
    });
    const client = await serving.client();
    const text = post('x'.repeat(50_000));
    client.send(text.slice(0, 1000));
    expect((await client.answer()).text).toBe('enough');
    client.send(text.slice(1000) + text);
    expect((await client.answer()).text).toBe('enough');
  });

  test('closes the connection where it is large and nobody has read it, and lets the answer be read', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    client.send(request('POST / HTTP/1.1', ['Content-Length: 4000000']));
    const answer = await client.answer();
    expect(answer.header('connection')).toBe('close');
    expect(answer.text).toBe('hello');
    client.send('x'.repeat(4_000_000));
    await expect(client.ended()).resolves.toBe('end');
  });

  test('closes the connection where more comes in chunks than is worth passing over', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    client.send(request('POST / HTTP/1.1', ['Transfer-Encoding: chunked']));
    expect((await client.answer()).text).toBe('hello');
    for (let i = 0; i < 40; i++) client.send(`1000\r\n${'x'.repeat(4096)}\r\n`);
    await expect(client.ended()).resolves.toBe('end');
    expect(client.received).toBe('');
  });

  test('gets no second answer where it turns out to be malformed after the first', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    client.send(request('POST / HTTP/1.1', ['Transfer-Encoding: chunked']));
    expect((await client.answer()).text).toBe('hello');
    client.send('no chunk\r\n');
    await expect(client.ended()).resolves.toBe('end');
    expect(client.received).toBe('');
  });

  test('that is malformed from the start is refused without the application', async () => {
    let called = 0;
    await using serving = await served((environ, startResponse) => {
      called++;
      return hello(environ, startResponse);
    });
    const client = await serving.client();
    const answer = await client.ask(request('POST / HTTP/1.1', ['Transfer-Encoding: chunked'], 'no chunk\r\n'));
    expect(answer.status).toBe(400);
    expect(called).toBe(0);
  });

  test.each(['/%zz', '/a#b', '/%00', ' /a'])('that is a HEAD of %j is refused without content', async (target) => {
    await using serving = await served(hello);
    for (const before of ['', request('GET /before HTTP/1.1')]) {
      const client = await serving.client();
      client.send(`${before}${request(`HEAD ${target} HTTP/1.1`)}`);
      await expect(client.ended()).resolves.toBe('end');
      expect(client.received).toMatch(/HTTP\/1\.1 400 Bad Request\r\n[^]*\r\nConnection: close\r\n\r\n$/);
    }
  });

  test('that turns out to be malformed while it is read is refused, and the application is told', async () => {
    const called = Promise.withResolvers<void>();
    const read = Promise.withResolvers<unknown>();
    await using serving = await served(async (environ, startResponse) => {
      called.resolve();
      read.resolve(await lengthOrError(environ));
      startResponse('200 OK', []);
      return ['nobody sees this'];
    });
    const client = await serving.client();
    client.send(request('POST / HTTP/1.1', ['Transfer-Encoding: chunked'], '1\r\na\r\n'));
    await called.promise;
    client.send('no chunk\r\n');
    const answer = await client.answer();
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.header('connection')).toBe('close');
    await expect(read.promise).resolves.toMatchObject({
      name: 'ClientDisconnected',
      message: expect.stringContaining('chunk size'),
    });
    await expect(client.ended()).resolves.toBe('end');
  });

  test('that turns out to be malformed after the head of the answer is cut off', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield 'begun';
        for await (const chunk of environ['tsgi.input']) yield chunk;
      })();
    });
    const client = await serving.client();
    client.send(request('POST / HTTP/1.1', ['Transfer-Encoding: chunked']));
    await client.until('begun\r\n');
    client.send('no chunk\r\n');
    await client.ended();
    expect(client.received).toBe('');
  });
});

describe('Expect: 100-continue', () => {
  test('is answered when the application reads, once', async () => {
    await using serving = await served(echo);
    const client = await serving.client();
    client.send(expecting(4));
    expect(await client.until('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.send('ab');
    await new Promise((resolve) => setImmediate(resolve));
    client.send('cd');
    const answer = await client.answer();
    expect(answer).toMatchObject({ status: 200, text: 'abcd' });
    expect((await client.ask(get('/'))).status).toBe(200);
  });

  test('is not answered where the application does not read, and the connection is closed', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    const answer = await client.ask(expecting(4));
    expect(answer).toMatchObject({ status: 200, text: 'hello' });
    expect(answer.header('connection')).toBe('close');
    await expect(client.ended()).resolves.toBe('end');
  });

  test('is not answered where the content has come already', async () => {
    await using serving = await served(echo);
    const client = await serving.client();
    client.send(`${expecting(4)}abcd`);
    const answer = await client.answer();
    expect(answer).toMatchObject({ status: 200, text: 'abcd' });
    expect(answer.header('connection')).toBeUndefined();
  });

  test('is not answered where the application allows less than is announced', async () => {
    await using serving = await served(async (environ) => {
      await readBody(environ, { limit: 3 });
      throw new Error('not reached');
    });
    const client = await serving.client();
    const answer = await client.ask(expecting(4));
    expect(answer.status).toBe(413);
    expect(answer.header('connection')).toBe('close');
    await expect(client.ended()).resolves.toBe('end');
    expect(client.received).toBe('');
  });

  test('is not answered where the server allows less, nor the application called', async () => {
    await using serving = await served(
      () => {
        throw new Error('not reached');
      },
      { limits: { bodyBytes: 3 } },
    );
    const client = await serving.client();
    expect((await client.ask(expecting(4))).status).toBe(413);
    await expect(client.ended()).resolves.toBe('end');
  });

  test('is not answered for content that is empty', async () => {
    await using serving = await served(echo);
    const client = await serving.client();
    const answer = await client.ask(expecting(0));
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(answer.header('connection')).toBeUndefined();
  });

  test('is not answered once the answer has begun', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield 'first';
        yield await readBody(environ);
      })();
    });
    const client = await serving.client();
    client.send(expecting(4));
    await client.until('first\r\n');
    client.send('abcd');
    expect(await client.until('0\r\n\r\n')).toBe('4\r\nabcd\r\n0\r\n\r\n');
  });
});

describe('content that is too large', () => {
  test('is refused by its announced length, and lets the answer be read though the client sends on', async () => {
    await using serving = await served(echo, { limits: { bodyBytes: 1000 } });
    const client = await serving.client();
    client.send(post('x'.repeat(3_000_000)));
    const answer = await client.answer();
    expect(answer.status).toBe(413);
    expect(answer.header('connection')).toBe('close');
    await expect(client.ended()).resolves.toBe('end');
  });

  test('is refused when more comes in chunks than the server allows', async () => {
    await using serving = await served(echo, { limits: { bodyBytes: 10 } });
    const client = await serving.client();
    client.send(request('POST / HTTP/1.1', ['Transfer-Encoding: chunked'], '6\r\n012345\r\n'));
    client.send('6\r\n012345\r\n');
    const answer = await client.answer();
    expect(answer.status).toBe(413);
    expect(answer.header('connection')).toBe('close');
    await expect(client.ended()).resolves.toBe('end');
  });

  test('is answered by the application where it catches the error', async () => {
    await using serving = await served(reading, { limits: { bodyBytes: 10 } });
    const client = await serving.client();
    const answer = await client.ask(
      request('POST / HTTP/1.1', ['Transfer-Encoding: chunked'], 'b\r\n0123456789x\r\n0\r\n\r\n'),
    );
    expect(answer.text).toBe('too large: 10');
  });

  test('keeps the connection where all of it has come anyway', async () => {
    await using serving = await served(async (environ) => {
      await readBody(environ, { limit: 1 });
      throw new Error('not reached');
    });
    const client = await serving.client();
    client.send(post('abcd') + post('abcd'));
    for (let i = 0; i < 2; i++) {
      const answer = await client.answer();
      expect(answer.status).toBe(413);
      expect(answer.header('connection')).toBeUndefined();
    }
  });

  test('is 500 where the application throws a PayloadTooLarge of its own', async () => {
    await using serving = await served(() => {
      throw new PayloadTooLarge(7);
    });
    expect((await (await serving.client()).ask(get('/'))).status).toBe(500);
    expect(serving.errors.take()).toHaveLength(1);
  });
});

describe('a bad request', () => {
  test.each([
    ['is malformed', 'GET /\r\n\r\n', 400],
    ['has no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['has a long request line', get(`/${'x'.repeat(9000)}`), 414],
    ['has many headers', get('/', ...Array.from({ length: 100 }, (_, i) => `X-${i}: y`)), 431],
    ['has an unknown coding', request('POST / HTTP/1.1', ['Transfer-Encoding: gzip, chunked']), 501],
    ['has an unknown version', 'GET / HTTP/2.0\r\nHost: h\r\n\r\n', 505],
    ['has an unknown expectation', get('/', 'Expect: cake'), 417],
  ])('that %s is answered without the application, and the connection closed', async (_what, text, status) => {
    let called = 0;
    await using serving = await served((environ, startResponse) => {
      called++;
      return hello(environ, startResponse);
    });
    const client = await serving.client();
    client.send(text + get('/next'));
    const answer = await client.answer();
    expect(answer.status).toBe(status);
    expect(answer.header('connection')).toBe('close');
    expect(answer.header('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.text).toMatch(/^\d{3} [^:]+: .* \(RFC \d+ section [\d.]+\)\n$/);
    await expect(client.ended()).resolves.toBe('end');
    expect(client.received).toBe('');
    expect(called).toBe(0);
  });

  test('is answered after the good ones before it', async () => {
    await using serving = await served(async (environ, startResponse) => {
      await new Promise((resolve) => setImmediate(resolve));
      return hello(environ, startResponse);
    });
    const client = await serving.client();
    client.send(`${get('/1')}${get('/2')}bad\r\n\r\n`);
    expect((await client.answer()).text).toBe('hello');
    expect((await client.answer()).text).toBe('hello');
    expect((await client.answer()).status).toBe(400);
    await expect(client.ended()).resolves.toBe('end');
  });

  test('lets its answer be read though the client goes on sending', async () => {
    await using serving = await served(hello);
    const client = await serving.client();
    client.send('bad\r\n\r\n');
    for (let i = 0; i < 50; i++) client.send('x'.repeat(65_536));
    expect((await client.answer()).status).toBe(400);
    await expect(client.ended()).resolves.toBe('end');
  });
});

describe('a reset is heard of while an application is at work, also', () => {
  test.each<[string, (client: RawClient) => void]>([
    ['behind the end of the client', (client) => void client.send(get('/')).end()],
    ['behind more requests than are read ahead', (client) => void client.send(get('/').repeat(10_000))],
    ['behind content that nobody reads', (client) => void client.send(post('x'.repeat(1_000_000)).slice(0, -1))],
  ])('%s', async (_what, send) => {
    const called = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<unknown>();
    const app: Application = async (environ, startResponse) => {
      const { signal } = environ['tsgi.exchange'];
      signal.addEventListener('abort', () => aborted.resolve(signal.reason));
      called.resolve();
      await aborted.promise;
      startResponse('200 OK', []);
      return [];
    };
    // The server looks a quarter of the shortest wait after.
    await using serving = await served(app, { timeouts: { lingerMs: 40 } });
    const client = await serving.client();
    send(client);
    await called.promise;
    await arrived(client);
    client.reset();
    expect(await aborted.promise).toBeInstanceOf(ClientDisconnected);
  });
});
