import { describe, expect, test } from 'vitest';

import { handler, json } from '@tsgi/web';

import { entry } from './entry-schema.ts';
import { exchange, type Answer } from './exchange.ts';

const echo = handler(async (request) => json(await request.json()));
const checked = handler(async (request) => {
  const { id } = await request.json(entry, { limit: 20 });
  return json({ next: id + 1 });
});

const send = (body: string | Uint8Array, type = 'application/json', app = echo): Promise<Answer> =>
  exchange(app, { body, headers: type === '' ? {} : { 'Content-Type': type } });

test('reads JSON', async () => {
  expect((await send('{"a":[1,null,"你"]}')).content).toBe('{"a":[1,null,"你"]}');
});

test('gives what a schema makes of it, or 422', async () => {
  expect((await send('{"id":"6"}', undefined, checked)).content).toBe('{"next":7}');
  expect((await send('{"id":"x"}', undefined, checked)).failure).toMatchObject({
    status: 422,
    name: 'ValidationError',
  });
  expect((await send('{"id":"6666666666666"}', undefined, checked)).failure).toMatchObject({ status: 413 });
});

describe('the media type', () => {
  test.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/problem+json'])(
    '%s will do',
    async (type) => {
      expect((await send('1', type)).content).toBe('1');
    },
  );

  test.each(['', 'text/plain', 'application/jsonp', 'application/json; charset=utf-16', 'text/json', 'json'])(
    '%j is 415',
    async (type) => {
      expect((await send('1', type)).failure).toMatchObject({ status: 415 });
    },
  );
});

describe('400 is the answer to', () => {
  test.each([
    ['nothing', ''],
    ['what is cut off', '{"a":'],
    ['what has more behind it', '{} {}'],
    ['comments', '{} // a'],
    ['NaN', 'NaN'],
    ['a key that reaches a prototype', '{"__proto__":{"admin":true}}'],
    ['such a key in disguise', '{"\\u005F_proto__":{"admin":true}}'],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['an overlong encoding', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)],
  ])('%s', async (_what, body) => {
    expect((await send(body)).failure).toMatchObject({ status: 400 });
  });
});

test('does not quote the body in its error', async () => {
  expect((await send('{"password":"secret"')).failure).toMatchObject({ message: 'the body is not valid JSON' });
});

test('leaves the prototype of all objects as it was', async () => {
  await send('{"constructor":{"prototype":{"admin":true}}}');
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});
