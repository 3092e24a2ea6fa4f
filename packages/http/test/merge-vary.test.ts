import { expect, test } from 'vitest';

import { mergeVary } from '@tsgi/http';

test.each<[string, string | undefined, string[], string]>([
  ['begins a field', undefined, ['Accept'], 'Accept'],
  ['begins an empty field', '', ['Accept'], 'Accept'],
  ['adds a name', 'Accept', ['Cookie'], 'Accept, Cookie'],
  ['adds several', 'Accept', ['Cookie', 'Origin'], 'Accept, Cookie, Origin'],
  ['adds no name twice, in any letter case', 'accept,  Cookie', ['Accept', 'COOKIE', 'a', 'A'], 'accept, Cookie, a'],
  ['adds nothing', 'Accept', [], 'Accept'],
  ['lets * take in all others', 'Accept', ['*'], '*'],
  ['adds nothing to *', '*', ['Accept'], '*'],
  ['takes __proto__ for a name like any other', '__proto__', ['constructor'], '__proto__, constructor'],
])('mergeVary %s', (_, field, names, merged) => {
  expect(mergeVary(field, ...names)).toBe(merged);
});

test.each(['', 'a b', 'a,b', 'a\r\n'])('mergeVary refuses the name %j', (name) => {
  expect(() => mergeVary('Accept', name)).toThrow(TypeError);
});
