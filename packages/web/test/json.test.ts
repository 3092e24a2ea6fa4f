import { expect, test } from 'vitest';

import { json } from '@tsgi/web';

import { exchange } from './exchange.ts';

test('answers with JSON', async () => {
  const answer = await exchange(json({ id: 7, names: ['a'] }, { status: 201 }));
  expect(answer).toMatchObject({ status: 201, content: '{"id":7,"names":["a"]}', synchronous: true });
  expect(answer.header('Content-Type')).toBe('application/json');
});

test('writes what stands by itself', async () => {
  expect((await exchange(json(null))).content).toBe('null');
  expect((await exchange(json('a'))).content).toBe('"a"');
});

test('writes the value as it was when the response was made', async () => {
  const value = { id: 7 };
  const response = json(value);
  value.id = 8;
  expect((await exchange(response)).content).toBe('{"id":7}');
});

test.each([undefined, () => {}, Symbol('a')])('refuses what has no JSON: %s', (value) => {
  expect(() => json(value)).toThrow(/json\(\): the value has no JSON/);
});

test('refuses a circle and a BigInt', () => {
  const circle: { self?: object } = {};
  circle.self = circle;
  expect(() => json(circle)).toThrow(TypeError);
  expect(() => json(1n)).toThrow(TypeError);
});
