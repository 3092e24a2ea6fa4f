import { expect, test } from 'vitest';

import { acceptsCharset } from '@tsgi/http';

test.each<[string, string | undefined, string[], string | undefined]>([
  ['reads the example of RFC 9110', 'iso-8859-5, unicode-1-1;q=0.8', ['unicode-1-1', 'iso-8859-5'], 'iso-8859-5'],
  ['gives the first when nothing is said', undefined, ['utf-8', 'latin1'], 'utf-8'],
  ['gives the first when nothing is wanted', '', ['utf-8', 'latin1'], 'utf-8'],
  ['gives none when none is wanted', 'latin1', ['utf-8'], undefined],
  ['takes any other by *', 'latin1;q=0.5, *', ['latin1', 'utf-8'], 'utf-8'],
  ['never takes what has q=0', 'utf-8;q=0, *', ['utf-8', 'latin1'], 'latin1'],
  ['knows charsets in any letter case', 'UTF-8', ['utf-8'], 'utf-8'],
])('acceptsCharset %s', (_, field, available, charset) => {
  expect(acceptsCharset(field, available)).toBe(charset);
});
