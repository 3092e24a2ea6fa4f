import { expect, test } from 'vitest';

import { expectEqual } from '../../src/conformance/expect-equal.ts';

test('takes values for the same that hold the same, in whatever order', () => {
  expectEqual({ a: [1, { b: undefined }], c: '2' }, { c: '2', a: [1, { b: undefined }] }, 'it');
});

test('says what was expected and what there was', () => {
  expect(() => expectEqual({ a: 1 }, undefined, 'what came')).toThrow('expected what came to be undefined, got {a: 1}');
  expect(() => expectEqual('1', 1, 'it')).toThrow('expected it to be 1, got "1"');
});

test('shortens what is long', () => {
  expect(() => expectEqual('x'.repeat(2 ** 20), 'y', 'it')).toThrow(
    /^expected it to be "y", got "x{199} … x{99}" \(1048578 characters\)$/,
  );
});
