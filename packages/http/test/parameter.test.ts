import { expect, test } from 'vitest';

import { parseParameter } from '@tsgi/http';

test.each([
  ['reads a token', 'a=b', ['a', 'b']],
  ['reads a quoted value', 'a="b, c"', ['a', 'b, c']],
  ['reads an empty quoted value', 'a=""', ['a', '']],
  ['reads a name alone', 'a', ['a', undefined]],
  ['makes the name lower-case, the value not', 'A=B', ['a', 'B']],
  ['lets spaces around = pass', ' a = b ', ['a', 'b']],
  ['splits at the first =', 'a="="', ['a', '=']],
  ['refuses an empty value', 'a=', undefined],
  ['refuses an empty name', '=b', undefined],
  ['refuses nothing', '', undefined],
  ['refuses two tokens', 'a=b c', undefined],
  ['refuses a name that is no token', 'a b=c', undefined],
  ['refuses a quote that nothing closes', 'a="b', undefined],
  ['refuses text behind the quote', 'a="b"c', undefined],
])('parseParameter %s', (_, text, parameter) => {
  expect(parseParameter(text)).toEqual(parameter);
});
