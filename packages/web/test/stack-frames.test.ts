import { describe, expect, test } from 'vitest';

import { stackFrames } from '../src/stack-frames.ts';

const withStack = (message: string, stack: string): Error => Object.assign(new Error(message), { stack });

test('reads the stack of an error', () => {
  const [first] = stackFrames(new Error('here'));
  expect(first?.file).toContain('stack-frames.test.ts');
  expect(first?.line).toBeGreaterThan(0);
});

describe('reads', () => {
  test.each([
    ['    at show (file:///a/b.ts:1:2)', ['show', 'file:///a/b.ts', 1, 2]],
    ['    at async show (file:///a/b.ts:1:2)', ['show', 'file:///a/b.ts', 1, 2]],
    ['    at new Thing (/a (1)/b.ts:1:2)', ['new Thing', '/a (1)/b.ts', 1, 2]],
    ['    at Object.show [as get] (C:\\a\\b.ts:1:2)', ['Object.show [as get]', 'C:\\a\\b.ts', 1, 2]],
    ['    at file:///a/b.ts:1:2', ['', 'file:///a/b.ts', 1, 2]],
    ['    at async file:///a/b.ts:1:2', ['', 'file:///a/b.ts', 1, 2]],
    ['    at <anonymous> (file:///a/b.ts:1:2)', ['', 'file:///a/b.ts', 1, 2]],
    ['show@file:///a/b.ts:1:2', ['show', 'file:///a/b.ts', 1, 2]],
    ['@file:///a/b.ts:1:2', ['', 'file:///a/b.ts', 1, 2]],
  ])('%s', (line, [name, file, row, column]) => {
    expect(stackFrames(withStack('a', `Error: a\n${line}`))).toEqual([{ name, file, line: row, column }]);
  });
});

test.each(['    at Array.map (<anonymous>)', '    at async Promise.all (index 0)', 'nonsense', ''])(
  'leaves %j out',
  (line) => {
    expect(stackFrames(withStack('a', `Error: a\n${line}`))).toEqual([]);
  },
);

test('takes no part of the message for a call, since it may be a client that wrote it', () => {
  const message = 'a\n    at show (/etc/passwd:1:1)';
  const real = '    at real (/a.ts:1:1)';
  expect(stackFrames(withStack(message, `Error: ${message}\n${real}`)).map(({ name }) => name)).toEqual(['real']);
  expect(stackFrames(withStack(message, `${message.replace('a', 'b')}\n${real}`))).toEqual([]);
});

test('has none where there is no stack', () => {
  expect(stackFrames(withStack('', ''))).toEqual([]);
});
