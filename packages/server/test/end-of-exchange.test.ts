/** How exchanges end: in which order, once, and in every way there is (docs/specification.md, "The order of the teardown"). */

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

import type { Application, Body, Environ, Outcome, StartResponse } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { get, post, request } from './raw-client.ts';
import { served, servedAsItIs, type Served } from './served.ts';

const nextTurn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What happened in an exchange, in order. */
class Events {
  readonly list: string[] = [];
  readonly over: Promise<Outcome>;
  #over!: (outcome: Outcome) => void;

  constructor() {
    this.over = new Promise((resolve) => (this.#over = resolve));
  }

  /** Notes the abort, and what is deferred. */
  watch(environ: Environ): void {
    const exchange = environ['tsgi.exchange'];
    exchange.signal.addEventListener('abort', () => this.list.push('abort'));
    exchange.defer((outcome) => {
      this.list.push('deferred first');
      this.#over(outcome);
    });
    exchange.defer(() => void this.list.push('deferred last'));
  }

  /** A body that notes how it is treated. */
  body(next: () => IteratorResult<string> | Promise<IteratorResult<string>>, dispose: 'sync' | 'async' = 'sync'): Body {
    const iterator = {
      next,
      return: () => {
        this.list.push('return');
        const result = { done: true as const, value: undefined };
        return dispose === 'sync' ? result : Promise.resolve(result);
      },
    };
    const key = dispose === 'sync' ? Symbol.iterator : Symbol.asyncIterator;
    return {
      [key]: () => iterator,
      ...(dispose === 'sync'
        ? { [Symbol.dispose]: () => void this.list.push('dispose') }
        : {
            [Symbol.asyncDispose]: async () => {
              await nextTurn();
              this.list.push('dispose');
            },
          }),
    } as unknown as Body;
  }
}

/** The `next` of an iterator that gives a chunk while there is `more`. */
function stepping(
  kind: 'sync' | 'async',
  more: () => boolean,
): () => IteratorResult<string> | Promise<IteratorResult<string>> {
  const step = (): IteratorResult<string> =>
    more() ? { done: false, value: 'chunk' } : { done: true, value: undefined };
  return kind === 'sync' ? step : async () => step();
}

/** A request to an application that notes what happens; and a second one on the same connection. */
function noting(events: Events, answer: (startResponse: StartResponse) => Body | Promise<Body>): Application {
  return (environ, startResponse) => {
    if (environ.PATH_INFO === '/next') {
      events.list.push('next request');
      startResponse('200 OK', []);
      return ['next'];
    }
    events.watch(environ);
    return answer(startResponse);
  };
}

function returning(body: () => Body): Application {
  return (_environ, startResponse) => {
    startResponse('200 OK', []);
    return body();
  };
}

async function outcomeOf(
  app: (startResponse: StartResponse) => Body | Promise<Body>,
  ask: (serving: Served) => Promise<void>,
): Promise<Outcome> {
  const over = Promise.withResolvers<Outcome>();
  await using serving = await servedAsItIs((environ, startResponse) => {
    environ['tsgi.exchange'].defer((outcome) => over.resolve(outcome));
    return app(startResponse);
  });
  await ask(serving);
  const outcome = await over.promise;
  serving.errors.take();
  return outcome;
}

function askFor(text: string): (serving: Served) => Promise<void> {
  return async (serving) => {
    await (await serving.client()).ask(text);
  };
}

function ok(...chunks: (string | Uint8Array)[]): (startResponse: StartResponse) => Body {
  return (startResponse) => {
    startResponse('200 OK', []);
    return chunks;
  };
}

describe('the order', () => {
  test.each(['sync', 'async'] as const)(
    'of an ordinary end: dispose, deferred functions, next request (%s)',
    async (kind) => {
      const events = new Events();
      let left = 1;
      await using serving = await served(
        noting(events, (startResponse) => {
          startResponse('200 OK', []);
          return events.body(
            stepping(kind, () => left-- > 0),
            kind,
          );
        }),
      );
      const client = await serving.client();
      client.send(get('/') + get('/next'));
      expect((await client.answer()).text).toBe('chunk');
      expect((await client.answer()).text).toBe('next');
      expect(events.list).toEqual(['dispose', 'deferred last', 'deferred first', 'next request']);
      await expect(events.over).resolves.toEqual({ status: 200, bytes: 5 });
    },
  );

  test.each(['sync', 'async'] as const)(
    'of a failing body: abort, return, dispose, deferred functions (%s)',
    async (kind) => {
      const events = new Events();
      await using serving = await servedAsItIs(
        noting(events, (startResponse) => {
          startResponse('200 OK', [['Content-Length', '3']]);
          return events.body(
            stepping(kind, () => true),
            kind,
          );
        }),
      );
      const client = await serving.client();
      client.send(get('/'));
      await expect(events.over).resolves.toMatchObject({ bytes: 0, error: { rule: 'A15' } });
      expect(events.list).toEqual(['abort', 'return', 'dispose', 'deferred last', 'deferred first']);
      await client.ended();
      expect(serving.errors.take()).toHaveLength(1);
    },
  );

  test('of a client that has gone, while a chunk is pending: abort, return, dispose, deferred functions', async () => {
    const events = new Events();
    const asked = Promise.withResolvers<void>();
    await using serving = await served(
      noting(events, (startResponse) => {
        startResponse('200 OK', []);
        return events.body(() => {
          asked.resolve();
          return new Promise(() => {});
        }, 'async');
      }),
    );
    const client = await serving.client();
    client.send(get('/'));
    await asked.promise;
    client.reset();
    await expect(events.over).resolves.toMatchObject({ status: 0, bytes: 0, error: { name: 'ClientDisconnected' } });
    expect(events.list).toEqual(['abort', 'return', 'dispose', 'deferred last', 'deferred first']);
  });

  test('of a client that has gone, while the transport is full: no chunk is taken any more', async () => {
    const events = new Events();
    let taken = 0;
    await using serving = await served(
      noting(events, (startResponse) => {
        startResponse('200 OK', []);
        return events.body(() => {
          taken++;
          return { done: false, value: 'x'.repeat(10_000) };
        });
      }),
    );
    const client = await serving.client();
    client.stream.pause();
    client.send(get('/'));
    let before = -1;
    while (before !== taken) {
      before = taken;
      for (let turn = 0; turn < 20; turn++) await nextTurn();
    }
    client.reset();
    await expect(events.over).resolves.toMatchObject({ status: 200, error: { name: 'ClientDisconnected' } });
    expect(events.list).toEqual(['abort', 'return', 'dispose', 'deferred last', 'deferred first']);
    expect(taken).toBe(before);
  });

  test('of a client that has gone before the application has settled: the body is disposed of when it comes', async () => {
    const events = new Events();
    const gate = Promise.withResolvers<void>();
    const called = Promise.withResolvers<void>();
    await using serving = await served(
      noting(events, async (startResponse) => {
        called.resolve();
        await gate.promise;
        startResponse('200 OK', []);
        return events.body(() => ({ done: true, value: undefined }));
      }),
    );
    const client = await serving.client();
    client.send(get('/'));
    await called.promise;
    client.reset();
    await expect.poll(() => events.list).toEqual(['abort']);
    gate.resolve();
    await expect(events.over).resolves.toMatchObject({ status: 0, bytes: 0 });
    expect(events.list).toEqual(['abort', 'dispose', 'deferred last', 'deferred first']);
  });

  test('lets the answer go out before a disposal that takes its time', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served(async (_environ, startResponse) => {
      startResponse('200 OK', []);
      return Object.assign(['hello'], { [Symbol.asyncDispose]: () => gate.promise });
    });
    const client = await serving.client();
    expect((await client.ask(get('/'))).text).toBe('hello');
    gate.resolve();
  });

  test('does not wait for the end of a generator that hangs', async () => {
    const events = new Events();
    const asked = Promise.withResolvers<void>();
    // As it is: the validator gives the body a dispose method of its own, which waits for the generator's.
    await using serving = await servedAsItIs(
      noting(events, (startResponse) => {
        startResponse('200 OK', []);
        return (async function* () {
          yield 'first';
          asked.resolve();
          await new Promise(() => {});
        })();
      }),
    );
    const client = await serving.client();
    client.send(get('/'));
    await asked.promise;
    client.reset();
    await events.over;
    expect(events.list).toEqual(['abort', 'deferred last', 'deferred first']);
  });

  test('runs the finally of a generator that is left', async () => {
    const left = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<AbortSignal>();
    await using serving = await served((environ, startResponse) => {
      const { signal } = environ['tsgi.exchange'];
      startResponse('200 OK', []);
      return (async function* () {
        try {
          yield 'first';
          asked.resolve(signal);
          await new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason as Error)),
          );
        } finally {
          left.resolve();
        }
      })();
    });
    const client = await serving.client();
    client.send(get('/'));
    expect((await asked.promise).aborted).toBe(false);
    client.reset();
    await left.promise;
    await nextTurn();
  });
});

describe('disposal, exactly once', () => {
  type Ending = readonly [what: string, app: (body: (chunks?: Iterable<string>) => Body) => Application, ask?: string];
  const endings: Ending[] = [
    ['after the last chunk', (body) => returning(() => body(['a', 'b']))],
    ['of an array', (body) => returning(() => body())],
    ['of an empty body', (body) => returning(() => body([]))],
    ['for HEAD', (body) => returning(() => body(['a'])), request('HEAD / HTTP/1.1')],
    [
      'with 304',
      (body) => (_environ, startResponse) => {
        startResponse('304 Not Modified', []);
        return body(['a']);
      },
      request('HEAD / HTTP/1.1'),
    ],
    ['without startResponse', (body) => () => body(['a'])],
    [
      'where the body fails at once',
      (body) =>
        returning(() =>
          body({
            // oxlint-disable-next-line eslint/require-yield -- it has no time to
            *[Symbol.iterator]() {
              throw new Error('at once');
            },
          }),
        ),
    ],
    [
      'where the body has no iterator to give',
      (body) =>
        returning(() =>
          body({
            [Symbol.iterator]() {
              throw new Error('no iterator');
            },
          }),
        ),
    ],
    ['where a chunk is none', (body) => returning(() => body([7 as unknown as string]))],
    [
      'where the body is replaced by an error page',
      (body) => (_environ, startResponse) => {
        startResponse('200 OK', []);
        startResponse('500 Internal Server Error', [], new Error('page'));
        return body(['page']);
      },
    ],
  ];

  test.each(
    endings.flatMap(
      ([what, app, ask]) =>
        [
          [what, 'dispose', app, ask],
          [what, 'asyncDispose', app, ask],
        ] as const,
    ),
  )('%s (%s)', async (_what, key, app, ask = get('/')) => {
    let disposed = 0;
    const body = (chunks?: Iterable<string>): Body => {
      const plain: Body = chunks === undefined ? ['array'] : { [Symbol.iterator]: () => chunks[Symbol.iterator]() };
      return Object.assign(plain, { [Symbol[key]]: () => (disposed++, key === 'dispose' ? undefined : nextTurn()) });
    };
    await using serving = await servedAsItIs(app(body));
    const client = await serving.client();
    for (let i = 1; i <= 2; i++) {
      await client.ask(ask);
      await expect.poll(() => disposed).toBe(i);
    }
    await nextTurn();
    expect(disposed).toBe(2);
    serving.errors.take();
  });

  test('uses the asynchronous way alone where a body has both', async () => {
    const seen: string[] = [];
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      return Object.assign(['a'], {
        [Symbol.dispose]: () => void seen.push('dispose'),
        [Symbol.asyncDispose]: async () => void seen.push('asyncDispose'),
      });
    });
    const client = await serving.client();
    await client.ask(get('/'));
    await client.ask(get('/'));
    expect(seen[0]).toBe('asyncDispose');
    expect(seen).not.toContain('dispose');
  });

  test.each<[string, Body]>([
    [
      'throws',
      Object.assign(['a'], {
        [Symbol.dispose]() {
          throw new Error('cannot dispose');
        },
      }),
    ],
    [
      'rejects',
      Object.assign(['a'], { [Symbol.asyncDispose]: async () => Promise.reject(new Error('cannot dispose')) }),
    ],
  ])('that %s is reported, and ends nothing', async (_what, body) => {
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      return body;
    });
    const client = await serving.client();
    client.send(get('/1') + get('/2'));
    expect((await client.answer()).text).toBe('a');
    expect((await client.answer()).text).toBe('a');
    await expect(serving.errors.next()).resolves.toMatch(/^GET \/1 HTTP\/1\.1: Error: cannot dispose\n/);
    await expect(serving.errors.next()).resolves.toMatch(/^GET \/2 HTTP\/1\.1: Error: cannot dispose\n/);
  });

  test('of a Node stream that is never read, for HEAD, destroys it', async () => {
    const streams: Readable[] = [];
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      const stream = Readable.from(['a']);
      streams.push(stream);
      return stream;
    });
    const client = await serving.client();
    await client.ask(request('HEAD / HTTP/1.1'));
    await expect.poll(() => streams[0]?.destroyed).toBe(true);
    expect((await client.ask(get('/'))).text).toBe('a');
  });

  test('of a stream that fails reports its error once', async () => {
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      return createReadStream('/nowhere/at/all');
    });
    const client = await serving.client();
    expect((await client.ask(get('/'))).status).toBe(500);
    expect((await client.ask(get('/'))).status).toBe(500);
    expect(serving.errors.take()).toEqual([expect.stringContaining('ENOENT'), expect.stringContaining('ENOENT')]);
  });

  test('that fails because the client has gone is not reported', async () => {
    const asked = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    await using serving = await served((environ, startResponse) => {
      environ['tsgi.exchange'].defer(() => over.resolve());
      startResponse('200 OK', []);
      return {
        [Symbol.asyncIterator]: () => ({
          next: () => {
            asked.resolve();
            return new Promise(() => {});
          },
          return: async () => Promise.reject(new Error('the upstream is gone, too')),
        }),
        [Symbol.asyncDispose]: async () => Promise.reject(new Error('the upstream is gone, too')),
      };
    });
    const client = await serving.client();
    client.send(get('/'));
    await asked.promise;
    client.reset();
    await over.promise;
    expect(serving.errors.take()).toEqual([]);
  });
});

describe('outcomes', () => {
  test.each<[string, Outcome, (startResponse: StartResponse) => Body | Promise<Body>, string]>([
    ['one text', { status: 200, bytes: 3 }, ok('你'), get('/')],
    ['several chunks, framing not counted', { status: 200, bytes: 5 }, ok('ab', Buffer.from('cd'), 'e'), get('/')],
    ['a huge chunk', { status: 200, bytes: 300_000 }, ok(Buffer.alloc(300_000)), get('/')],
    ['HEAD', { status: 200, bytes: 0 }, ok('abc'), request('HEAD / HTTP/1.1')],
    ['no chunks', { status: 200, bytes: 0 }, ok(), get('/')],
  ])('count %s', async (_what, expected, app, text) => {
    await expect(outcomeOf(app, askFor(text))).resolves.toEqual(expected);
  });

  test('tell the error of an application, and the status that was sent for it', async () => {
    const error = new Error('what went wrong');
    const app = (): Body => {
      throw error;
    };
    await expect(outcomeOf(app, askFor(get('/')))).resolves.toEqual({ status: 500, bytes: 26, error });
    await expect(outcomeOf(app, askFor(request('HEAD / HTTP/1.1')))).resolves.toEqual({ status: 500, bytes: 0, error });
  });

  test('have an error also where undefined was thrown', async () => {
    const outcome = await outcomeOf(async () => Promise.reject(undefined), askFor(get('/')));
    expect(outcome).toHaveProperty('error', undefined);
  });

  test('tell how much was sent before a failure', async () => {
    const outcome = await outcomeOf(
      (startResponse) => {
        startResponse('200 OK', []);
        return (function* () {
          yield 'abc';
          throw new Error('no more');
        })();
      },
      async (serving) => void (await (await serving.client()).send(get('/')).ended()),
    );
    expect(outcome).toMatchObject({ status: 200, bytes: 3, error: { message: 'no more' } });
  });

  test('tell that a client has gone in the middle of a huge chunk, and not that all of it was sent', async () => {
    const outcome = await outcomeOf(ok(Buffer.alloc(50_000_000)), async (serving) => {
      const client = await serving.client();
      client.send(get('/'));
      await client.until('\r\n\r\n');
      client.stream.pause();
      client.reset();
    });
    expect(outcome).toMatchObject({ status: 200, error: { name: 'ClientDisconnected' } });
    expect(outcome.bytes).toBeGreaterThan(0);
    expect(outcome.bytes).toBeLessThan(50_000_000);
  });

  test('are told after the answer is in the hands of the operating system', async () => {
    const outcome = await outcomeOf(ok(Buffer.alloc(5_000_000)), async (serving) => {
      const client = await serving.client();
      expect((await client.ask(get('/'))).bytes).toHaveLength(5_000_000);
    });
    expect(outcome).toEqual({ status: 200, bytes: 5_000_000 });
  });

  test('of a refused upload tell why', async () => {
    const over = Promise.withResolvers<Outcome>();
    await using serving = await served(async (environ, startResponse) => {
      environ['tsgi.exchange'].defer((outcome) => over.resolve(outcome));
      environ['tsgi.input'].limit(3);
      for await (const chunk of environ['tsgi.input']) expect(chunk).toBeUndefined();
      startResponse('200 OK', []);
      return [];
    });
    expect((await (await serving.client()).ask(post('abcd'))).status).toBe(413);
    await expect(over.promise).resolves.toMatchObject({ status: 413, error: { name: 'PayloadTooLarge' } });
  });

  test('of deferred functions that fail are reported with the request line, and the others run', async () => {
    let ran = 0;
    await using serving = await served((environ, startResponse) => {
      const exchange = environ['tsgi.exchange'];
      exchange.defer(() => void ran++);
      exchange.defer(async () => Promise.reject(new Error('rejected')));
      exchange.defer(() => {
        throw new Error('thrown');
      });
      startResponse('200 OK', []);
      return ['hello'];
    });
    const client = await serving.client();
    client.send(get('/1') + get('/2'));
    expect((await client.answer()).text).toBe('hello');
    expect((await client.answer()).text).toBe('hello');
    await expect.poll(() => ran).toBe(2);
    expect(serving.errors.take().map((report) => report.split('\n')[0])).toEqual([
      'GET /1 HTTP/1.1: Error: thrown',
      'GET /1 HTTP/1.1: Error: rejected',
      'GET /2 HTTP/1.1: Error: thrown',
      'GET /2 HTTP/1.1: Error: rejected',
    ]);
  });
});

describe('an answer that fails where the end of the connection would be its end', () => {
  test('ends in a reset', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield 'part';
        await gate.promise;
        throw new Error('no more');
      })();
    });
    const client = await serving.client();
    client.send(request('GET / HTTP/1.0'));
    await client.until('part');
    gate.resolve();
    await expect(client.ended()).resolves.toBe('ECONNRESET');
    expect(serving.errors.take()).toHaveLength(1);
  });
});
