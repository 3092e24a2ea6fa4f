/** The table of exchange states (docs/specification.md, "The states of an exchange"), cell by cell. */

import type { Application, Body, StartResponse } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { get, type RawAnswer, type RawClient } from './raw-client.ts';
import { served, servedAsItIs } from './served.ts';

const ERROR = new Error('what went wrong');

/** What a call of `startResponse` did: nothing, or the error that it threw. */
function attempt(call: () => void): unknown {
  try {
    call();
    return 'returned';
  } catch (error) {
    return error;
  }
}

/** An exchange with `app`, which may break the specification; and what it reported. */
async function exchange(app: Application): Promise<{ answer: RawAnswer; reports: string[] }> {
  await using serving = await servedAsItIs(app);
  const answer = await (await serving.client()).ask(get('/'));
  return { answer, reports: serving.errors.take() };
}

/** An exchange whose connection is cut off. */
async function cutOff(app: Application): Promise<{ received: string; reports: string[] }> {
  await using serving = await servedAsItIs(app);
  const client = await serving.client();
  await client.send(get('/')).ended();
  return { received: client.received, reports: serving.errors.take() };
}

/** Calls `inside` in an exchange whose client has gone while the application was at work. */
async function aborted(
  inside: (startResponse: StartResponse) => Body,
): Promise<{ reports: string[]; disposed: number }> {
  const reached = Promise.withResolvers<RawClient>();
  const over = Promise.withResolvers<void>();
  let disposed = 0;
  await using serving = await served(async (environ, startResponse) => {
    const { signal } = environ['tsgi.exchange'];
    environ['tsgi.exchange'].defer(() => over.resolve());
    (await reached.promise).reset();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    const body = inside(startResponse);
    return Object.assign(body, { [Symbol.dispose]: () => void disposed++ });
  });
  const client = await serving.client();
  client.send(get('/'));
  reached.resolve(client);
  await over.promise;
  return { reports: serving.errors.take(), disposed };
}

describe('startResponse without an error', () => {
  test('starts an idle exchange, and sends nothing', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served(async (environ, startResponse) => {
      startResponse('200 OK', []);
      environ['tsgi.informational']?.('103 Early Hints', []);
      await gate.promise;
      return ['body'];
    });
    const client = await serving.client();
    client.send(get('/'));
    expect(await client.until('\r\n\r\n')).toBe('HTTP/1.1 103 Early Hints\r\n\r\n');
    expect(client.received).toBe('');
    gate.resolve();
    expect((await client.answer()).text).toBe('body');
  });

  test('throws where the exchange has started, and leaves its head', async () => {
    let thrown: unknown;
    const { answer, reports } = await exchange((_environ, startResponse) => {
      startResponse('200 OK', [['X-Head', 'first']]);
      thrown = attempt(() => startResponse('201 Created', [['X-Head', 'second']]));
      return ['body'];
    });
    expect(thrown).toMatchObject({ name: 'ContractError', rule: 'A3', side: 'application' });
    expect(answer.lines).toContain('X-Head: first');
    expect(reports).toEqual([]);
  });

  test('takes undefined for no error', async () => {
    let thrown: unknown;
    await exchange((_environ, startResponse) => {
      startResponse('200 OK', []);
      thrown = attempt(() => startResponse('201 Created', [], undefined));
      return ['body'];
    });
    expect(thrown).toMatchObject({ rule: 'A3' });
  });

  test('throws where the head is committed', async () => {
    let thrown: unknown;
    const { answer } = await exchange((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (function* () {
        yield 'body';
        thrown = attempt(() => startResponse('201 Created', []));
      })();
    });
    expect(thrown).toMatchObject({ rule: 'A3' });
    expect(answer.text).toBe('body');
  });

  test('throws when the exchange is over', async () => {
    let kept!: StartResponse;
    await exchange((_environ, startResponse) => {
      (kept = startResponse)('200 OK', []);
      return [];
    });
    expect(attempt(() => kept('200 OK', []))).toMatchObject({ rule: 'A3' });
  });

  test('is ignored where the exchange is aborted', async () => {
    let result: unknown;
    const { reports, disposed } = await aborted((startResponse) => {
      result = attempt(() => startResponse('200 OK', []));
      return ['body'];
    });
    expect(result).toBe('returned');
    expect(reports).toEqual([]);
    expect(disposed).toBe(1);
  });

  test.each<[string, string, unknown, unknown]>([
    ['a status without a phrase', 'A5', '200', []],
    ['an interim status', 'A5', '100 Continue', []],
    ['headers that are no array', 'A6', '200 OK', { A: 'b' }],
    ['a header that is no pair of strings', 'A6', '200 OK', [['A', 1]]],
    ['a name that is no token', 'A7', '200 OK', [['A b', 'c']]],
    ['a value with a line break', 'A8', '200 OK', [['A', 'b\r\nC: d']]],
    ['a header about the connection', 'A9', '200 OK', [['Connection', 'close']]],
    [
      'two lengths',
      'A10',
      '200 OK',
      [
        ['Content-Length', '1'],
        ['content-length', '1'],
      ],
    ],
    ['a length beside 204', 'A11', '204 No Content', [['Content-Length', '0']]],
  ])('throws for %s, and stores nothing', async (_what, rule, status, headers) => {
    let thrown: unknown;
    const { answer, reports } = await exchange((_environ, startResponse) => {
      thrown = attempt(() => startResponse(status as '200 OK', headers as []));
      startResponse('202 Accepted', []);
      return ['body'];
    });
    expect(thrown).toMatchObject({ name: 'ContractError', rule, side: 'application' });
    expect(answer.lines).toEqual(['HTTP/1.1 202 Accepted', 'Content-Length: 4']);
    expect(reports).toEqual([]);
  });
});

describe('startResponse with an error', () => {
  test('starts an idle exchange', async () => {
    const { answer } = await exchange((_environ, startResponse) => {
      startResponse('503 Service Unavailable', [], ERROR);
      return ['later'];
    });
    expect(answer).toMatchObject({ status: 503, text: 'later' });
  });

  test.each([
    ['an error', ERROR],
    ['null', null],
    ['false', false],
  ])('replaces a head that is stored: %s', async (_what, error) => {
    const { answer, reports } = await exchange((_environ, startResponse) => {
      startResponse('200 OK', [['X-Head', 'first']]);
      startResponse('500 Internal Server Error', [['X-Head', 'second']], error);
      return ['error page'];
    });
    expect(answer.lines).toEqual(['HTTP/1.1 500 Internal Server Error', 'X-Head: second', 'Content-Length: 10']);
    expect(reports).toEqual([]);
  });

  test('replaces it also within the body, before its first chunk', async () => {
    const { answer } = await exchange((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        await Promise.resolve();
        startResponse('404 Not Found', [], ERROR);
        yield 'error page';
      })();
    });
    expect(answer).toMatchObject({ status: 404, text: 'error page' });
  });

  test('keeps the stored head where the new one breaks a rule', async () => {
    let thrown: unknown;
    const { answer } = await exchange((_environ, startResponse) => {
      startResponse('200 OK', []);
      thrown = attempt(() => startResponse('500' as '500 ', [], ERROR));
      return ['body'];
    });
    expect(thrown).toMatchObject({ rule: 'A5' });
    expect(answer.status).toBe(200);
  });

  test('throws that very error where the head is committed', async () => {
    let thrown: unknown;
    const { received, reports } = await cutOff((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (function* () {
        yield 'body';
        thrown = attempt(() => startResponse('500 Internal Server Error', [], ERROR));
        throw thrown;
      })();
    });
    expect(thrown).toBe(ERROR);
    expect(received).toMatch(/4\r\nbody\r\n$/);
    expect(reports).toEqual([expect.stringMatching(/^GET \/ HTTP\/1\.1: Error: what went wrong\n/)]);
  });

  test('throws that very error where the exchange is aborted', async () => {
    let thrown: unknown;
    const { reports, disposed } = await aborted((startResponse) => {
      thrown = attempt(() => startResponse('500 Internal Server Error', [], ERROR));
      return ['body'];
    });
    expect(thrown).toBe(ERROR);
    expect(reports).toEqual([]);
    expect(disposed).toBe(1);
  });
});

describe('an application that settles without having started', () => {
  test.each<[string, (body: Body) => Body | Promise<Body>]>([
    ['at once', (body) => body],
    ['in a promise', async (body) => body],
  ])('is answered 500, and its body disposed of, %s', async (_what, settle) => {
    let disposed = 0;
    const { answer, reports } = await exchange(() =>
      settle(Object.assign(['body'], { [Symbol.dispose]: () => void disposed++ })),
    );
    expect(answer).toMatchObject({ status: 500, text: '500 Internal Server Error\n' });
    expect(reports).toEqual([expect.stringContaining('rule A2')]);
    expect(disposed).toBe(1);
  });

  test('is ignored where the exchange is aborted', async () => {
    expect(await aborted(() => ['body'])).toEqual({ reports: [], disposed: 1 });
  });
});

describe('the first chunk', () => {
  test('commits the head, and is sent', async () => {
    const { answer } = await exchange((_environ, startResponse) => {
      startResponse('200 OK', []);
      return new Set(['chunk']);
    });
    expect(answer).toMatchObject({ status: 200, text: 'chunk' });
  });

  test('is not asked for where the exchange is aborted: the body is disposed of', async () => {
    let asked = 0;
    const { disposed } = await aborted((startResponse) => {
      startResponse('200 OK', []);
      return {
        [Symbol.iterator]: () => ({
          next: () => {
            asked++;
            return { done: true, value: undefined };
          },
        }),
      };
    });
    expect({ asked, disposed }).toEqual({ asked: 0, disposed: 1 });
  });
});

describe('an application that throws', () => {
  const throws: [string, Application][] = [
    [
      'when it is called',
      () => {
        throw ERROR;
      },
    ],
    ['in its promise', async () => Promise.reject(ERROR)],
  ];

  test.each(throws)('is answered 500 and reported once where nothing has started: %s', async (_what, app) => {
    const { answer, reports } = await exchange(app);
    expect(answer.lines).toEqual([
      'HTTP/1.1 500 Internal Server Error',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Length: 26',
    ]);
    expect(answer.text).toBe('500 Internal Server Error\n');
    expect(reports).toEqual([expect.stringMatching(/^GET \/ HTTP\/1\.1: Error: what went wrong\n/)]);
  });

  test.each<[string, () => Body | Promise<Body>]>([
    [
      'in the call',
      () => {
        throw ERROR;
      },
    ],
    ['in its promise', async () => Promise.reject(ERROR)],
    [
      'in its body',
      () => ({
        [Symbol.iterator]() {
          throw ERROR;
        },
      }),
    ],
    [
      'in its generator',
      // oxlint-disable-next-line eslint/require-yield -- it has no time to
      function* () {
        throw ERROR;
      },
    ],
    [
      'in its asynchronous generator',
      // oxlint-disable-next-line eslint/require-yield -- it has no time to
      async function* () {
        await Promise.resolve();
        throw ERROR;
      },
    ],
  ])('is answered 500, and the stored head discarded, where it has started: %s', async (_what, fail) => {
    const { answer, reports } = await exchange((_environ, startResponse) => {
      startResponse('200 OK', [['X-Head', 'first']]);
      return fail();
    });
    expect(answer.status).toBe(500);
    expect(answer.header('x-head')).toBeUndefined();
    expect(reports).toEqual([expect.stringContaining('what went wrong')]);
  });

  test('keeps the connection for the next request after a 500', async () => {
    await using serving = await served((environ, startResponse) => {
      if (environ.PATH_INFO === '/bad') throw ERROR;
      startResponse('200 OK', []);
      return ['good'];
    });
    const client = await serving.client();
    client.send(get('/bad') + get('/good'));
    expect((await client.answer()).status).toBe(500);
    expect((await client.answer()).text).toBe('good');
    expect(serving.errors.take()).toHaveLength(1);
  });

  test('is answered 500 without content to HEAD', async () => {
    await using serving = await served(() => {
      throw ERROR;
    });
    const client = await serving.client();
    for (let i = 0; i < 2; i++) {
      const answer = await client.ask(get('/').replace('GET', 'HEAD'));
      expect(answer.header('content-length')).toBe('26');
    }
    expect(client.received).toBe('');
    expect(serving.errors.take()).toHaveLength(2);
  });

  test.each<[string, () => Body]>([
    [
      'a generator',
      function* () {
        yield 'part';
        throw ERROR;
      },
    ],
    [
      'an asynchronous generator',
      async function* () {
        yield 'part';
        throw ERROR;
      },
    ],
  ])('is cut off and reported once where the head is committed: %s', async (_what, body) => {
    const { received, reports } = await cutOff((_environ, startResponse) => {
      startResponse('200 OK', []);
      return body();
    });
    expect(received).toMatch(/\r\n\r\n4\r\npart\r\n$/);
    expect(reports).toEqual([expect.stringContaining('what went wrong')]);
  });

  test('is not reported where the exchange is aborted', async () => {
    expect(
      await aborted(() => {
        throw ERROR;
      }),
    ).toEqual({ reports: [], disposed: 0 });
  });
});
