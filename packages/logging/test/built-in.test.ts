import { expect, test, vi } from 'vitest';

import { builtIn } from '../src/built-in.ts';

interface Tty {
  isatty(fd: number): boolean;
}

test('gives a module of the runtime', () => {
  expect(builtIn<Tty>('node:tty')?.isatty(1)).toBeTypeOf('boolean');
  expect(builtIn('node:nothing')).toBeUndefined();
});

test('gives nothing where the runtime has none', () => {
  vi.stubGlobal('process', {});
  expect(builtIn('node:fs')).toBeUndefined();
  vi.stubGlobal('process', undefined);
  expect(builtIn('node:fs')).toBeUndefined();
});
