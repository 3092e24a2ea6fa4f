import { describe, expect, test } from 'vitest';

import { bareText, jsonText, oneLine, quotedText } from '../src/escape.ts';

const VISIBLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('');

test('visible ASCII stays, but for quotes and backslashes', () => {
  const escaped = VISIBLE.replaceAll(/["\\]/g, (char) => `\\${char}`);
  expect(quotedText(VISIBLE)).toBe(escaped);
  expect(jsonText(VISIBLE)).toBe(`"${escaped}"`);
  expect(bareText(VISIBLE)).toBe(escaped.replace(' ', String.raw`\x20`));
  expect([quotedText(''), bareText(''), jsonText('')]).toEqual(['', '', '""']);
});

test.each([
  ['\n', String.raw`\x0a`, String.raw`\u000a`],
  ['\r', String.raw`\x0d`, String.raw`\u000d`],
  ['\u001b', String.raw`\x1b`, String.raw`\u001b`],
  ['\u007f', String.raw`\x7f`, String.raw`\u007f`],
  ['\u0085', String.raw`\x85`, String.raw`\u0085`],
  ['ÿ', String.raw`\xff`, String.raw`\u00ff`],
  ['\u2028', String.raw`\xe2\x80\xa8`, String.raw`\u2028`],
  ['你', String.raw`\xe4\xbd\xa0`, String.raw`\u4f60`],
  ['😀', String.raw`\xf0\x9f\x98\x80`, String.raw`\ud83d\ude00`],
  ['\ud800', String.raw`\xef\xbf\xbd`, String.raw`\ud800`],
])('%j is escaped', (char, bytes, units) => {
  expect(quotedText(`a${char}b`)).toBe(`a${bytes}b`);
  expect(bareText(`a${char}b`)).toBe(`a${bytes}b`);
  expect(jsonText(`a${char}b`)).toBe(`"a${units}b"`);
});

describe('whatever the text', () => {
  const every = Array.from({ length: 0x3000 }, (_, i) => String.fromCharCode(i)).join('');

  test('what comes of it is visible ASCII', () => {
    for (const text of [quotedText(every), bareText(every), jsonText(every)]) expect(text).toMatch(/^[ -~]*$/);
    expect(bareText(every)).not.toContain(' ');
  });

  test('JSON reads it back', () => {
    expect(JSON.parse(jsonText(every))).toBe(every);
  });

  test('no two texts look the same', () => {
    expect(quotedText('\\n')).not.toBe(quotedText('\n'));
    expect(quotedText(String.raw`\x0a`)).not.toBe(quotedText('\n'));
    expect(quotedText('\\"')).toBe(String.raw`\\\"`);
  });

  test('a line is one line, and moves no cursor', () => {
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(oneLine(every)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(oneLine('a\nb')).toBe(String.raw`a\u000ab`);
    expect(oneLine('你好 "a" \\')).toBe('你好 "a" \\');
  });
});
