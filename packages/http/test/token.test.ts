import { expect, test } from 'vitest';

import { isToken } from '@tsgi/http';

test.each([
  ['a word', 'gzip', true],
  ['every mark that may be in one', "!#$%&'*+-.^_`|~09azAZ", true],
  ['nothing', '', false],
  ['a space', 'a b', false],
  ['a control character', 'a\u0000', false],
  ['a line break', 'a\n', false],
  ['bytes above 127', '\u00e9', false],
  ['a character that ends like a letter in one byte', '\u0161', false],
])('%s', (_, text, is) => {
  expect(isToken(text)).toBe(is);
});

test.each('"(),/:;<=>?@[\\]{}'.split(''))('a delimiter: %s', (char) => {
  expect(isToken(`a${char}`)).toBe(false);
});
