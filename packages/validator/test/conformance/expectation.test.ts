import { expect, test } from 'vitest';

import { type Answer, NoAnswer } from '../../src/conformance/answer.ts';
import {
  expectAnswer,
  expectCutShort,
  expectEqual,
  expectThat,
  nameOf,
  printed,
  rejectionOf,
  thrownBy,
} from '../../src/conformance/expectation.ts';

function serveAll(): void {}

const answer: Answer = {
  version: 'HTTP/1.1',
  status: 200,
  reason: 'OK',
  fields: [
    ['X-A', '1'],
    ['x-a', '2'],
  ],
  interim: [],
  framing: 'length',
  content: new Uint8Array(),
  text: 'Hello',
  chunks: [],
  trailers: [],
  complete: true,
};

test('lets pass what holds', () => {
  expectThat(true, 'this');
  expectEqual([1, 'a', { b: undefined }], [1, 'a', {}], 'the list');
  expectAnswer(answer, { status: 200, reason: 'OK', text: 'Hello', fields: { 'X-A': '1, 2', 'X-B': undefined } });
});

test('says what was expected, and what there was', () => {
  expect(() => expectThat(false, 'the sun to shine')).toThrow('expected the sun to shine');
  expect(() => expectEqual([1], [2], 'the list')).toThrow('expected the list to be [2], got [1]');
});

test.each([
  [{ status: 201 }, 'expected the status to be 201, got 200'],
  [{ reason: 'Fine' }, 'expected the reason phrase to be "Fine", got "OK"'],
  [{ text: 'Hi' }, 'expected the content to be "Hi", got "Hello"'],
  [{ framing: 'chunked' }, 'expected the framing to be "chunked", got "length"'],
  [{ fields: { 'X-A': undefined } }, 'expected the field X-A to be undefined, got "1, 2"'],
  [{ complete: false }, 'expected whether the content came to its end to be false, got true'],
] as const)('finds an answer that is not %j', (expected, message) => {
  expect(() => expectAnswer(answer, expected)).toThrow(message);
});

test('gives what is thrown, whatever it is, and throws where nothing is', async () => {
  const nothing: unknown = undefined;
  expect(
    thrownBy(() => {
      throw nothing;
    }, 'this'),
  ).toBeUndefined();
  expect(() => thrownBy(() => {}, 'startResponse')).toThrow('expected startResponse to throw');
  expect(await rejectionOf(Promise.reject(new Error('boom')), 'this')).toEqual(new Error('boom'));
  await expect(rejectionOf(Promise.resolve(), 'reading')).rejects.toThrow('expected reading to reject');
});

test('prints values as they stand in a message', () => {
  expect([nameOf(new TypeError('a')), nameOf('a')]).toEqual(['TypeError', '"a"']);
  expect([new TypeError('a'), undefined, 'a', serveAll].map(printed)).toEqual([
    'TypeError: a',
    'undefined',
    '"a"',
    'a function serveAll',
  ]);
});

test('takes for cut short what nobody can take for whole, or what never came', async () => {
  const cut = { ...answer, complete: false };
  expect(await expectCutShort(Promise.resolve(cut))).toBe(cut);
  expect(await expectCutShort(Promise.reject(new NoAnswer('none')))).toBeUndefined();
  await expect(expectCutShort(Promise.resolve(answer))).rejects.toThrow('whether the content came to its end');
  await expect(expectCutShort(Promise.reject(new Error('waited in vain')))).rejects.toThrow('waited in vain');
});
