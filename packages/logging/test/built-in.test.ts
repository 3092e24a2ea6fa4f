import { expect, test, vi } from 'vitest';

import { builtIn } from '../src/built-in.ts';

test('gives a module of the runtime', () => {
  expect(builtIn('node:tty')?.isatty(1)).toBeTypeOf('boolean');
  expect(builtIn('node:nothing' as 'node:fs')).toBeUndefined();
});

test('gives nothing where the runtime has none', () => {
  vi.stubGlobal('process', {});
  expect(builtIn('node:fs')).toBeUndefined();
  vi.stubGlobal('process', undefined);
  expect(builtIn('node:fs')).toBeUndefined();
});
