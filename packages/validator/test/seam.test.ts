import { ContractError } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { Seam, shown } from '../src/seam.ts';
import { TestSeam } from './fixtures/seam.ts';
import { hello } from './fixtures/world.ts';

const server = { side: 'server', name: '' } as const;
const gzip = { side: 'middleware', name: 'gzip' } as const;

test('throws a breach at whoever is on the stack', () => {
  const seam = new Seam(server, { side: 'application', name: 'app' });
  expect(() => seam.breach('A6', 'gave an object')).toThrow(ContractError);
});

test('lays a breach on the side that broke the rule, and names it', () => {
  expect(() => new Seam(server, gzip).breach('A6', 'gave an object')).toThrow(
    new ContractError(
      'A6',
      'middleware',
      'the middleware gzip gave an object. The rule: "The headers are an array of pairs of strings."',
    ),
  );
  expect(() => new Seam(server, gzip).breach('E1', 'passed null')).toThrow(
    /^the server passed null\. The rule: "The environ is /,
  );
  expect(() => new Seam(gzip, gzip).breach('M2', 'read ahead')).toThrow(/^the middleware gzip read ahead\./);
});

test('reports a breach where it is told to, and returns', () => {
  const seam = new TestSeam();
  seam.breach('A6', 'gave an object');
  seam.note({ write: () => expect.unreachable(), flush: () => {} }, 'S32', 'forgot the body');
  expect(seam.broken()).toEqual(['A6', 'S32']);
});

test('writes a breach to the error stream where nobody is left to throw at', () => {
  let log = '';
  const seam = new Seam(server, gzip);
  seam.note({ write: (text) => void (log += text), flush: () => {} }, 'S32', 'forgot the body');
  expect(log).toMatch(/^ContractError: the server forgot the body\. The rule: ".*" \(rule S32\)\n$/);
});

test('looks closely at the first exchanges, and then at one in 256', () => {
  const seam = new TestSeam();
  const close = Array.from({ length: 1024 }, () => seam.looksClosely());
  expect(close.filter(Boolean)).toHaveLength(16 + 3);
});

describe('a value in a message', () => {
  test.each([
    ['text', '"text"'],
    ['line\nbreak', String.raw`"line\nbreak"`],
    ['x'.repeat(100), `"${'x'.repeat(77)}..."`],
    [7, '7'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('s'), 'Symbol(s)'],
    [hello, 'a function hello'],
    [() => {}, 'a function'],
    [[1], 'an object of Array'],
    [new Error('gone'), 'an object of Error'],
    [Object.create(null), 'an object of no class'],
  ])('%s is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
