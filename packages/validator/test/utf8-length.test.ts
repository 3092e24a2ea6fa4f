import { expect, test } from 'vitest';

import { utf8Length } from '../src/utf8-length.ts';

test.each(['', 'Hello', 'é', '你好', '😀', '\ud83d', '\ude00\ud83d', 'a\ud83d😀b', '\u07ff\u0800\uffff'])(
  'is what %j has once encoded',
  (text) => {
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  },
);
