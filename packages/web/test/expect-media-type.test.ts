import { expect, test } from 'vitest';

import { expectMediaType, refuseContentCoding } from '../src/expect-media-type.ts';
import { environOf } from './exchange.ts';

const expectText = (type?: string): unknown =>
  expectMediaType(
    environOf(type === undefined ? {} : { headers: { 'Content-Type': type } }),
    (each) => each === 'text/plain',
    'text/plain',
  );

test('gives the type that fits', () => {
  expect(expectText('TEXT/Plain; charset=utf-8')).toMatchObject({
    type: 'text/plain',
    parameters: { charset: 'utf-8' },
  });
});

test.each([
  [undefined, 'no media type'],
  ['nonsense', 'no media type'],
  ['text/html', 'text/html'],
])('answers 415 to %s, and says what would do', (type, got) => {
  expect(() => expectText(type)).toThrow(
    expect.objectContaining({
      status: 415,
      message: `expected a body of text/plain, got ${got}`,
      headers: [['Accept', 'text/plain']],
    }),
  );
});

test('answers 415 to a body that is compressed, and says what would do', () => {
  const compressed = environOf({ headers: { 'Content-Encoding': 'gzip', 'Content-Type': 'text/plain' } });
  const refusal = expect.objectContaining({ status: 415, headers: [['Accept-Encoding', 'identity']] });
  expect(() => refuseContentCoding(compressed)).toThrow(refusal);
  expect(() => expectMediaType(compressed, () => true, 'text/plain')).toThrow(refusal);
  expect(() => refuseContentCoding(environOf({ headers: { 'Content-Encoding': 'Identity' } }))).not.toThrow();
});
