import { expect, test } from 'vitest';

import { escapeHtml } from '../src/escape-html.ts';

test('escapes what means something in HTML', () => {
  expect(escapeHtml(`<a href="b" title='c'>&amp;</a>`)).toBe(
    '&lt;a href=&quot;b&quot; title=&#39;c&#39;&gt;&amp;amp;&lt;/a&gt;',
  );
});

test.each(['', 'text', '你好', 'a=b', '`'])('leaves %j', (text) => {
  expect(escapeHtml(text)).toBe(text);
});

test.each([
  ['<', '&lt;'],
  ['a<', 'a&lt;'],
  ['<a', '&lt;a'],
  ['<<', '&lt;&lt;'],
])('escapes %j wherever it stands', (text, escaped) => {
  expect(escapeHtml(text)).toBe(escaped);
});
