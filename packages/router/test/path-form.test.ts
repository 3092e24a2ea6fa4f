import { expect, test } from 'vitest';

import { piecesOf, shapeOf } from '../src/path-form.ts';
import { parsePath } from '../src/path-pattern.ts';

const pieces = (path: string): string[] =>
  piecesOf(parsePath(path, 'get()').forms[0]!).map((piece) => ('value' in piece ? piece.value : piece.type));

test.each([
  ['/', ['/']],
  ['/a/b', ['/a/b']],
  ['/a/:b/c', ['/a/', 'segment', '/c']],
  ['/a-:b', ['/a-', 'segment']],
  ['/:a.json/b', ['/', 'part', '/b']],
  ['/:a-:b/:c', ['/', 'part', '/', 'segment']],
  ['/a/*b', ['/a/', 'rest']],
  ['/a/*b/c', ['/a/', 'tail']],
  ['/:a/x-:b.*c', ['/', 'segment', '/x-', 'tail']],
])('takes %s apart', (path, expected) => {
  expect(pieces(path)).toEqual(expected);
});

const shape = (path: string): string => shapeOf(parsePath(path, 'get()').forms[0]!);

test('gives paths that differ in the names of their params one shape', () => {
  expect(shape('/a/:b/*c')).toBe(shape('/a/:x/*y'));
  expect(new Set(['/:a', '/*a', '/a', '/:a/b', '/:a-b'].map(shape)).size).toBe(5);
});
