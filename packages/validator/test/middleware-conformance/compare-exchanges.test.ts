import type { Application, HeaderList } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { compareExchanges } from '../../src/middleware-conformance/compare-exchanges.ts';
import { HandServer, serverOf } from '../../src/middleware-conformance/hand-server.ts';
import { observedBody } from '../../src/middleware-conformance/observed-body.ts';
import { statementOf, type MiddlewareConformanceOptions } from '../../src/middleware-conformance/statement.ts';

/** An application that answers with one chunk. */
const answer =
  (headers: HeaderList, chunk = 'one', status: '200 OK' | '404 Not Found' = '200 OK'): Application =>
  (_environ, startResponse) => {
    startResponse(status, headers);
    return [chunk];
  };

/** One that notes events that did not happen. */
const noting =
  (...events: readonly string[]): Application =>
  (environ, startResponse) => {
    for (const event of events) serverOf(environ).note(event);
    return answer([])(environ, startResponse);
  };

const error = new Error('it fails');

const failing =
  (thrown: unknown): Application =>
  () => {
    throw thrown;
  };

/** One whose answer has no head. */
const none: Application = (environ) => environ['tsgi.upgrade']!([], () => {});

/** One whose body fails after a chunk. */
const breaking: Application = (environ, startResponse) => {
  startResponse('200 OK', []);
  return observedBody(serverOf(environ), { chunks: ['one', 'two'], disposal: 'none', fails: { error } });
};

const lower = (content: Uint8Array): Uint8Array => content.map((byte) => byte | 0x20);

/** What is different between what comes of two applications; '' where nothing is. */
async function difference(
  plain: Application,
  seen: Application,
  options: MiddlewareConformanceOptions = {},
): Promise<string> {
  const [one, other] = [new HandServer(), new HandServer()];
  await one.serve(plain);
  await other.serve(seen);
  return compareExchanges(one, other, statementOf(options)).then(
    () => '',
    (reason: unknown) => String(reason),
  );
}

const cookies: HeaderList = [
  ['Set-Cookie', 'a=1'],
  ['Vary', 'Accept'],
  ['Set-Cookie', 'b=2'],
];

test('finds no difference in what is the same', async () => {
  expect(await difference(answer(cookies), answer(cookies))).toBe('');
});

describe('of header fields', () => {
  test('finds each that is missing, more, out of place, or spelt otherwise', async () => {
    expect(await difference(answer(cookies), answer(cookies.slice(0, 2)))).toContain(
      'Set-Cookie: b=2, which is missing',
    );
    expect(await difference(answer([]), answer(cookies))).toContain('expected no more fields, got Set-Cookie: a=1');
    expect(await difference(answer(cookies), answer(cookies.toReversed()))).toContain('got Set-Cookie: b=2');
    expect(await difference(answer([['ETag', '1']]), answer([['etag', '1']]))).toContain('got etag: 1');
  });

  test('lets stated ones be added, and not taken away', async () => {
    const adds = { headers: ['set-cookie'] };
    const more: HeaderList = [['Set-Cookie', 'session=7'], ...cookies];
    expect(await difference(answer(cookies), answer(more), { adds })).toBe('');
    expect(await difference(answer(cookies), answer(more.slice(0, 3)), { adds })).toContain('Set-Cookie: b=2');
  });

  test('lets stated ones change in any way', async () => {
    const changes = { headers: ['Set-Cookie'] };
    expect(await difference(answer(cookies), answer([['Vary', 'Accept']]), { changes })).toBe('');
    expect(await difference(answer(cookies), answer([['Set-Cookie', 'c=3']]), { changes })).toContain('Vary: Accept');
  });
});

test('finds another status, unless it is stated', async () => {
  expect(await difference(answer([]), answer([], 'one', '404 Not Found'))).toContain('expected the status "200 OK"');
  expect(await difference(answer([]), answer([], 'one', '404 Not Found'), { changes: { status: true } })).toBe('');
});

test('finds a head that should not be there, and one that should', async () => {
  expect(await difference(none, answer([]))).toContain('there was a head, 200 OK');
  expect(await difference(answer([]), none)).toContain('expected a head, 200 OK');
});

test('has no head of an application that fails, for none is sent', async () => {
  const late: Application = (_environ, startResponse) => {
    startResponse('200 OK', []);
    throw error;
  };
  expect(await difference(failing(error), late)).toBe('');
  expect(await difference(late, failing(error))).toBe('');
});

describe('of content', () => {
  const shout = answer([], 'ONE');

  test('finds other bytes, however they were cut', async () => {
    expect(await difference(answer([]), shout)).toContain('expected the content "one", got "ONE"');
    const cut: Application = (environ, startResponse) => {
      void answer([])(environ, startResponse);
      return ['o', 'n', 'e'];
    };
    expect(await difference(answer([]), cut)).toBe('');
  });

  test('takes any where that is stated, and with a function what it makes of them', async () => {
    expect(await difference(answer([]), shout, { changes: { body: true } })).toBe('');
    expect(await difference(answer([]), shout, { changes: { body: lower } })).toBe('');
    expect(await difference(answer([]), answer([], 'TWO'), { changes: { body: lower } })).toContain('got "two"');
  });
});

describe('of what is thrown', () => {
  test('finds another error, one too many, and none', async () => {
    expect(await difference(failing(error), failing(error))).toBe('');
    expect(await difference(failing(error), failing(new Error('it fails')))).toContain('the very same');
    expect(await difference(failing(error), answer([]))).toContain('got no error');
    expect(await difference(answer([]), failing('no more'))).toContain('the exchange failed with no more');
  });

  test('lets an answer take its place where that is stated, but not the end of a body', async () => {
    const changes = { errors: true };
    expect(await difference(failing(error), answer([]), { changes })).toBe('');
    const cut: Application = (environ, startResponse) => {
      serverOf(environ).events.push('was asked for chunk 1', 'was asked for chunk 2', 'failed');
      return answer([])(environ, startResponse);
    };
    expect(await difference(breaking, cut, { changes })).toContain('as if it were complete');
    expect(await difference(breaking, breaking, { changes })).toBe('');
  });
});

describe('of what happened to the application', () => {
  test('finds what is missing, more, or in another order', async () => {
    expect(await difference(noting('was called'), noting())).toContain('with it the application was not called');
    expect(await difference(noting('a', 'b'), noting('b', 'a'))).toContain('with it the application b, a');
  });

  test('lets calls that were repeated pass where they are stated', async () => {
    const twice = noting('was called', 'failed', 'was called', 'was disposed of');
    const once = noting('was called', 'was disposed of');
    expect(await difference(once, twice)).not.toBe('');
    expect(await difference(once, twice, { repeats: true })).toBe('');
  });

  test('lets less be asked for where the content is stated to change', async () => {
    const changes = { body: true };
    const asked = noting('was called', 'was asked for chunk 1', 'was disposed of');
    expect(await difference(asked, noting('was called', 'was disposed of'), { changes })).toBe('');
    expect(await difference(asked, noting('was called'), { changes })).not.toBe('');
  });
});
