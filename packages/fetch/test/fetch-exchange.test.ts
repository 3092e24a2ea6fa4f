import { type Application, ClientDisconnected, type Outcome, readBody } from '@tsgi/contract';
import { blankEnviron, Gateway } from '@tsgi/serving';
import { describe, expect, test } from 'vitest';

import type { FetchContext } from '../src/fetch-context.ts';
import { FetchExchange, LAST, refused } from '../src/fetch-exchange.ts';
import { LivingExchanges } from '../src/living-exchanges.ts';

function exchangeOf(
  app: Application,
  context: FetchContext = {},
  request = new Request('http://h/'),
  living?: LivingExchanges,
): FetchExchange {
  const errors = { write() {}, flush() {} };
  const gateway = new Gateway(app, errors, () => {});
  const site = { gateway, multiprocess: false, serverName: 'a', serverPort: '80', wrapFile: undefined };
  const environ = blankEnviron({ ...site, scheme: 'http' }, {}, 'HTTP/1.1', false);
  environ.REQUEST_METHOD = request.method;
  return new FetchExchange(environ, request, gateway, 10, context, living);
}

/** What keeps exchanges, and never has one watched. */
function unwatched(): LivingExchanges {
  const living = new LivingExchanges(false);
  living.add = () => {};
  return living;
}

const never: Application = () => new Promise(() => {});

const sync: Application = (_environ, startResponse) => {
  startResponse('204 No Content', []);
  return [];
};

const later: Application = async (_environ, startResponse) => {
  startResponse('200 OK', []);
  return Promise.resolve(['later']);
};

describe('an exchange that is over in the turn in which it began', () => {
  test('tells nobody that it lived', () => {
    const told: string[] = [];
    const context = { onAlive: () => void told.push('alive'), onOver: () => void told.push('over') };
    expect(exchangeOf(sync, context).run()).toBeInstanceOf(Response);
    expect(told).toEqual([]);
  });
});

describe('an exchange that lives on', () => {
  test('is announced, and so is its end', async () => {
    const told: string[] = [];
    const context = { onAlive: () => void told.push('alive'), onOver: () => void told.push('over') };
    const response = await exchangeOf(later, context).run();
    expect([await response.text(), told]).toEqual(['later', ['alive', 'over']]);
  });

  test('is ended before it is begun where the client has gone already', async () => {
    const request = new Request('http://h/', { signal: AbortSignal.abort() });
    expect((await exchangeOf(later, {}, request).run()).status).toBe(499);
  });
});

describe('an exchange over before its client was watched', () => {
  test.each([true, false])(
    'hears at its end of a client that has left, where the runtime tells then: %s',
    async (tellsLate) => {
      const client = new AbortController();
      const outcome = Promise.withResolvers<Outcome>();
      const app: Application = async (environ, startResponse) => {
        environ['tsgi.exchange'].defer((ended) => outcome.resolve(ended));
        await Promise.resolve();
        client.abort();
        startResponse('200 OK', []);
        return ['late'];
      };
      const request = new Request('http://h/', { signal: client.signal });
      await exchangeOf(app, { tellsLate }, request, unwatched()).run();
      const { status, error } = await outcome.promise;
      expect([status, error instanceof ClientDisconnected]).toEqual([200, tellsLate]);
    },
  );

  test('hears of nothing where the client is there', async () => {
    const outcome = Promise.withResolvers<Outcome>();
    const app: Application = async (environ, startResponse) => {
      environ['tsgi.exchange'].defer((ended) => outcome.resolve(ended));
      return later(environ, startResponse);
    };
    await exchangeOf(app, { tellsLate: true }, undefined, unwatched()).run();
    await expect(outcome.promise).resolves.toEqual({ status: 200, bytes: 5 });
  });
});

describe('shut down', () => {
  test('answers 503 to whoever still waits', async () => {
    const exchange = exchangeOf(never);
    const response = exchange.run();
    exchange.shutDown();
    const { status, headers } = await response;
    expect([status, headers.get('connection')]).toEqual([503, 'close']);
  });

  test('cuts off what is under way', async () => {
    const outcome = Promise.withResolvers<Outcome>();
    const exchange = exchangeOf((environ, startResponse) => {
      environ['tsgi.exchange'].defer((ended) => outcome.resolve(ended));
      startResponse('200 OK', []);
      return (async function* () {
        yield 'begun';
        await new Promise(() => {});
      })();
    });
    const reader = (await exchange.run()).body!.getReader();
    await reader.read();
    exchange.shutDown();
    await expect(reader.read()).rejects.toThrow('the application failed');
    const { error } = await outcome.promise;
    expect(error).not.toBeInstanceOf(ClientDisconnected);
    expect(String(error)).toContain('the server is closing');
  });
});

test('takes a client whose content ends early for one that has gone', async () => {
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('reset')) });
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  const aborted = Promise.withResolvers<unknown>();
  const exchange = exchangeOf(
    async (environ) => {
      environ['tsgi.exchange'].signal.addEventListener('abort', () => aborted.resolve('aborted'));
      await readBody(environ);
      return [];
    },
    {},
    new Request('http://h/', init),
  );
  expect((await exchange.run()).status).toBe(499);
  await expect(aborted.promise).resolves.toBe('aborted');
});

test('puts further keys into the environ', async () => {
  const { environ } = exchangeOf(never, { keys: { 'a.key': 7 } });
  expect(environ).toMatchObject({ 'a.key': 7 });
});

test('refuses with a sentence, and fields that it is given', async () => {
  const response = refused({ status: 400, reason: 'no' }, ...LAST);
  expect([response.status, response.headers.get('connection')]).toEqual([400, 'close']);
  expect(await response.text()).toBe('400 Bad Request: no\n');
});
