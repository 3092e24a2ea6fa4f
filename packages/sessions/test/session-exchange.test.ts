import { describe, expect, test } from 'vitest';

import { ContractError, type Environ, getHeader, type HeaderList, type Status } from '@tsgi/contract';
import { memoryStore, type SessionsOptions } from '@tsgi/sessions';
import { environ } from '@tsgi/testing';

import { SessionExchange } from '../src/session-exchange.ts';
import { SessionSettings } from '../src/session-settings.ts';
import { SECRET } from './visit.ts';

interface Started {
  readonly status: Status;
  readonly headers: HeaderList;
  readonly error: unknown;
}

const https: Partial<Environ> = { 'tsgi.url_scheme': 'https' };

function begin(
  options: SessionsOptions = { secrets: SECRET },
  changes: Partial<Environ> = {},
): { exchange: SessionExchange; started: Started[]; settings: SessionSettings } {
  const settings = new SessionSettings(options);
  return { ...again(settings, changes), settings };
}

function again(
  settings: SessionSettings,
  changes: Partial<Environ> = {},
): { exchange: SessionExchange; started: Started[] } {
  const started: Started[] = [];
  const exchange = new SessionExchange(settings, environ({ ...https, ...changes }), (status, headers, error) => {
    started.push({ status, headers, error });
  });
  return { exchange, started };
}

describe('the head', () => {
  test('waits until the application has answered', () => {
    const { exchange, started } = begin();
    exchange.start('200 OK', [['A', 'b']]);
    expect(started).toEqual([]);
    expect(exchange.finish()).toBeUndefined();
    expect(started).toEqual([{ status: '200 OK', headers: [['A', 'b']], error: undefined }]);
  });

  test('is given once, unless there is an error', () => {
    const { exchange, started } = begin();
    exchange.start('200 OK', []);
    expect(() => exchange.start('200 OK', [])).toThrow(ContractError);
    exchange.start('500 No', [], new Error('no'));
    exchange.fail();
    exchange.fail();
    expect(started).toMatchObject([{ status: '500 No' }]);
  });

  test('of an exchange that was aborted is given back its error', async () => {
    const error = new Error('no');
    const gone = new AbortController();
    gone.abort();
    const { 'tsgi.exchange': own } = environ();
    const { exchange } = begin(undefined, {
      'tsgi.exchange': { ...own, state: new Map(), signal: gone.signal, defer() {}, waitUntil() {} },
    });
    expect(() => exchange.start('500 No', [], error)).toThrow(error);
  });

  test('that takes the place of another has the cookie, too', async () => {
    const { exchange, started } = begin();
    (await exchange.open()).set('a', 1);
    exchange.start('200 OK', []);
    await exchange.finish();
    exchange.start('500 No', [], 'error');
    const cookies = started.map(({ headers }) => getHeader(headers, 'Set-Cookie'));
    expect(cookies).toEqual([expect.stringMatching(/^__Host-session=/), cookies[0]]);
    expect(started[1]?.error).toBe('error');
  });
});

test('asks the store once, however many ask for the session', async () => {
  const { exchange } = begin();
  expect(exchange.open()).toBe(exchange.open());
  await exchange.open();
  expect(exchange.isAsked).toBe(true);
});

test('does what was begun before it saves', async () => {
  const { exchange, started } = begin();
  const done = exchange.use((state) => state.data.set('a', 1));
  exchange.start('200 OK', []);
  await exchange.finish();
  await done;
  expect(getHeader(started[0]!.headers, 'Set-Cookie')).toMatch(/^__Host-session=/);
});

test('gives no session when it is over', async () => {
  const { exchange } = begin();
  exchange.start('200 OK', []);
  void exchange.finish();
  await expect(exchange.open()).rejects.toThrow('session(): the response has begun');
});

describe('a response that leaves HTTP', () => {
  test('saves what needs no other cookie', async () => {
    const { exchange, started, settings } = begin({ store: memoryStore() });
    (await exchange.open()).set('a', 1);
    exchange.start('200 OK', []);
    await exchange.finish();
    const HTTP_COOKIE = getHeader(started[0]!.headers, 'Set-Cookie')!.split(';')[0]!;
    const socket = again(settings, { HTTP_COOKIE });
    const opened = await socket.exchange.open();
    expect(opened.get('a')).toBe(1);
    opened.set('a', 2);
    await socket.exchange.finish();
    expect(socket.started).toEqual([]);
    expect((await again(settings, { HTTP_COOKIE }).exchange.open()).get('a')).toBe(2);
  });

  test('is told where there is no place for a cookie', async () => {
    const { exchange } = begin();
    (await exchange.open()).set('a', 1);
    await expect(Promise.resolve(exchange.finish())).rejects.toThrow(
      'sessions(): a session was changed that only a cookie can save, and there is no head for it, as with tsgi.upgrade',
    );
  });
});
