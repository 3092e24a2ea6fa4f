import { describe, expect, test } from 'vitest';

import type { Application, HeaderList } from '@tsgi/contract';
import { requestId, requestIdOf, type RequestIdOptions } from '@tsgi/logging';
import { client, environ } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';

const told: Application = (request, startResponse) => {
  startResponse('200 OK', []);
  return [requestIdOf(request)];
};

/** The id that the answer has, which is the one that the application was told. */
async function idFor(options: RequestIdOptions, headers: Record<string, string> = {}): Promise<string> {
  const response = await client(requestId(options)(told)).get('/', { headers });
  const id = response.header(options.header ?? 'X-Request-Id');
  expect(await response.text()).toBe(id);
  return id ?? '';
}

test('makes an id, and answers with it', async () => {
  const id = await idFor({});
  expect(id).toMatch(/^[\da-f]{32}$/);
  expect(await idFor({})).not.toBe(id);
});

test('leaves it where every layer finds it', async () => {
  let state: unknown;
  const app = requestId()((request, startResponse) => {
    state = request['tsgi.exchange'].state.get('request.id');
    return told(request, startResponse);
  });
  expect(await (await client(app).get('/')).text()).toBe(state);
});

test('names an upgrade, too', () => {
  let head: HeaderList = [];
  const request = environ({
    HTTP_UPGRADE: 'echo',
    'tsgi.upgrade': (headers) => {
      head = headers;
      return [];
    },
  });
  requestId()((inner) => inner['tsgi.upgrade']!([['X-A', 'a']], () => {}))(request, () => {});
  expect(head).toEqual([
    ['X-A', 'a'],
    ['X-Request-Id', requestIdOf(request)],
  ]);
});

test('is synchronous around a synchronous application', () => {
  expect(requestId()(told)(environ(), () => {})).toBeInstanceOf(Array);
});

describe('an id that comes with the request', () => {
  const trustedProxies = ['loopback'];

  test('is taken from a trusted proxy', async () => {
    expect(await idFor({ trustedProxies }, { 'X-Request-Id': 'abc-123_~' })).toBe('abc-123_~');
    const longest = 'a'.repeat(128);
    expect(await idFor({ trustedProxies }, { 'X-Request-Id': longest })).toBe(longest);
  });

  test('is not taken from anybody else', async () => {
    expect(await idFor({}, { 'X-Request-Id': 'abc' })).toMatch(/^[\da-f]{32}$/);
    expect(await idFor({ trustedProxies: ['10.0.0.0/8'] }, { 'X-Request-Id': 'abc' })).toMatch(/^[\da-f]{32}$/);
  });

  test.each(['', 'a b', 'a,b', 'a"b', 'a;b', 'ä', 'a'.repeat(129), '{}', 'a=b'])(
    'is not taken where it is %j',
    async (id) => {
      expect(await idFor({ trustedProxies }, { 'X-Request-Id': id })).toMatch(/^[\da-f]{32}$/);
    },
  );

  test('is not taken where there are two', async () => {
    const headers = [
      ['X-Request-Id', 'a'],
      ['X-Request-Id', 'b'],
    ] as const;
    const response = await client(requestId({ trustedProxies })(told)).get('/', { headers });
    expect(response.header('X-Request-Id')).toMatch(/^[\da-f]{32}$/);
  });

  test('may have another name', async () => {
    const options = { trustedProxies, header: 'X-Correlation-ID' };
    expect(await idFor(options, { 'x-correlation-id': 'abc' })).toBe('abc');
    expect(await idFor(options, { 'X-Request-Id': 'abc' })).not.toBe('abc');
  });
});

test('replaces a field of the application’s by that name', async () => {
  const app = requestId()((_environ, startResponse) => {
    startResponse('200 OK', [['x-request-id', 'another']]);
    return [];
  });
  const values = (await client(app).get('/')).headerValues('X-Request-Id');
  expect(values).toHaveLength(1);
  expect(values).not.toContain('another');
});

test('takes ids of one’s own making, where they are safe', async () => {
  expect(await idFor({ generate: () => 'mine' })).toBe('mine');
  const wrong = requestId({ generate: () => 'a\nb' })(told);
  expect(() => wrong(environ(), () => {})).toThrow(
    new TypeError('requestId(): generate must give a token of at most 128 characters, got "a\\nb"'),
  );
});

test('is named where it is missing', () => {
  expect(() => requestIdOf(environ())).toThrow(
    'requestIdOf(): put requestId() into the stack, in front of this application',
  );
});

test.each([
  [{ header: 'a b' }, 'requestId(): header must be a field name without _, got "a b"'],
  [{ header: 'X_Id' }, 'requestId(): header must be a field name without _, got "X_Id"'],
  [{ generate: 'uuid' }, 'requestId(): generate must be a function, got string'],
  [{ trustedProxies: ['nobody'] }, 'got "nobody"'],
])('refuses %j', (options, message) => {
  expect(() => requestId(options as never)).toThrow(message);
});

describe('conformance', () => {
  declareTests(middlewareConformance(requestId(), { changes: { headers: ['X-Request-Id'] } }), { describe, test });
});
