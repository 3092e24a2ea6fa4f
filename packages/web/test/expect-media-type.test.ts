import { expect, test } from 'vitest';

import { expectMediaType } from '../src/expect-media-type.ts';
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
