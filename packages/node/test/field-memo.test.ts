import type { Environ } from '@tsgi/contract';
import { putField } from '@tsgi/serving';
import { expect, test } from 'vitest';

import { randomNumbers } from '../../../test/random-numbers.ts';
import { FieldMemo } from '../src/field-memo.ts';

function environOf(fields: readonly string[]): Environ {
  const environ = { SCRIPT_NAME: '' } as Environ;
  for (let i = 0; i < fields.length; i += 2) putField(environ, fields[i]!, fields[i + 1]!);
  return environ;
}

/** A memo of `fields`. */
function memoOf(...fields: string[]): FieldMemo {
  const memo = new FieldMemo();
  memo.remember(fields, environOf(fields));
  return memo;
}

test('gives a new environ of the same fields', () => {
  const memo = memoOf('Host', 'a', 'Cookie', 'x=1');
  const first = memo.recall(['Host', 'a', 'Cookie', 'x=1']);
  expect(first).toEqual({ SCRIPT_NAME: '', HTTP_HOST: 'a', HTTP_COOKIE: 'x=1' });
  Object.assign(first!, { HTTP_HOST: 'another', 'my.key': 1 });
  expect(memo.recall(['Host', 'a', 'Cookie', 'x=1'])).toEqual({ SCRIPT_NAME: '', HTTP_HOST: 'a', HTTP_COOKIE: 'x=1' });
});

test('takes other values of fields that say nothing about the message', () => {
  const memo = memoOf('Host', 'a', 'Cookie', 'x=1', 'Content-Length', '5', 'X_User', 'root');
  const fields = ['Host', 'a', 'Cookie', 'y=2', 'Content-Length', '7', 'X_User', 'root'];
  expect(memo.recall(fields)).toEqual({ SCRIPT_NAME: '', HTTP_HOST: 'a', HTTP_COOKIE: 'y=2', CONTENT_LENGTH: '7' });
});

test.each<[string, string[], string[]]>([
  ['there are more', ['A', '1'], ['A', '1', 'B', '2']],
  ['there are less', ['A', '1', 'B', '2'], ['A', '1']],
  ['a name is another', ['A', '1'], ['B', '1']],
  ['a name has other letters', ['Accept', '1'], ['accept', '1']],
  ['the host is another', ['Host', 'a'], ['Host', 'b']],
  ['the coding is another', ['Transfer-Encoding', 'chunked'], ['Transfer-Encoding', 'gzip']],
  ['the type is another', ['Content-Type', 'a/b'], ['Content-Type', '']],
  ['one is left out that is another', ['X_User', 'ann'], ['X_User', 'root']],
  ['one is repeated that is another', ['A', '1', 'a', '2'], ['A', '1', 'a', '3']],
  ['the first of some is another', ['A', '1', 'a', '2', 'a', '3'], ['A', '0', 'a', '2', 'a', '3']],
])('knows nothing where %s', (_what, remembered, fields) => {
  expect(memoOf(...remembered).recall(fields)).toBeUndefined();
});

test('knows nothing before anything is remembered', () => {
  expect(new FieldMemo().recall([])).toBeUndefined();
});

test('comes to what reading the fields comes to, whatever they are', () => {
  const { seed, below } = randomNumbers();
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const names = ['Host', 'host', 'Cookie', 'A', 'a', 'X_A', 'Content-Type', 'Content-Length'];
  let known = 0;
  for (let turn = 0; turn < 20_000; turn++) {
    const fields = Array.from({ length: pick([1, 2, 3, 4]) }, () => [pick(names), pick(['', '1', '2'])]).flat();
    const next = fields.map((text, i) => (i % 2 === 1 && pick([true, false, false]) ? pick(['', '1', '2']) : text));
    const recalled = memoOf(...fields).recall(next);
    if (recalled === undefined) continue;
    known++;
    expect(recalled, `seed ${seed}: ${JSON.stringify([fields, next])}`).toEqual(environOf(next));
  }
  expect(known).toBeGreaterThan(1000);
});
