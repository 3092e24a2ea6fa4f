import { expect, test } from 'vitest';

import { type ExpectedResponse, whatDiffers } from '../src/expected-response.ts';

const response = {
  status: 200,
  reason: 'OK',
  header: (name: string) => (name.toLowerCase() === 'x-a' ? '1, 2' : undefined),
  text: async () => '{"b":[1,{"d":null,"c":"x"}],"a":1}',
};

test.each<ExpectedResponse>([
  {},
  { status: 200, headers: { 'X-A': '1, 2', 'X-B': undefined } },
  { headers: { 'x-a': /2$/ }, text: /"a":1/ },
  { json: { a: 1, b: [1, { c: 'x', d: null }] } },
])('has nothing to say about %j', async (expected) => {
  expect(await whatDiffers(response, expected)).toBeUndefined();
});

test.each<[ExpectedResponse, string]>([
  [{ status: 201 }, 'expected the status 201, got 200 OK'],
  [{ headers: { 'X-A': '1' } }, 'expected the header X-A to be "1", got "1, 2"'],
  [{ headers: { 'X-A': undefined } }, 'expected the header X-A to be nothing, got "1, 2"'],
  [{ headers: { 'X-B': /b/ } }, 'expected the header X-B to be like /b/, got nothing'],
  [{ text: 'Hello' }, 'expected the content "Hello", got "{\\"b\\":[1,{\\"d\\":null,\\"c\\":\\"x\\"}],\\"a\\":1}"'],
  [{ json: { a: 1 } }, 'expected the JSON {"a":1}, got {"a":1,"b":[1,{"c":"x","d":null}]}'],
  [{ json: undefined }, 'expected the JSON undefined, got {"a":1,"b":[1,{"c":"x","d":null}]}'],
])('says how it is not %j', async (expected, message) => {
  expect(await whatDiffers(response, expected)).toBe(message);
});

test('says where content is no JSON', async () => {
  expect(await whatDiffers({ ...response, text: async () => 'Hello' }, { json: {} })).toBe(
    'expected the JSON {}, got content that is none',
  );
});
