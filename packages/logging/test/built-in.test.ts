import { expect, test } from 'vitest';

import { builtIn } from '../src/built-in.ts';
import { elsewhere } from './elsewhere.ts';

test('gives a module of the runtime', () => {
  expect(builtIn('node:tty')?.isatty(1)).toBeTypeOf('boolean');
  expect(builtIn('node:nothing' as 'node:fs')).toBeUndefined();
});

test('gives nothing where the runtime has none', () => {
  expect(elsewhere(() => builtIn('node:fs'))).toBeUndefined();
});
