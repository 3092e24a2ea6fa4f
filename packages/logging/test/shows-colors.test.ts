import tty from 'node:tty';

import { afterEach, expect, test, vi } from 'vitest';

import { showsColors } from '../src/shows-colors.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test.each([
  ['a terminal', true, { TERM: 'xterm' }, true],
  ['a file', false, { TERM: 'xterm' }, false],
  ['a terminal whose user wants none', true, { TERM: 'xterm', NO_COLOR: '1' }, false],
  ['a terminal where that is empty', true, { TERM: 'xterm', NO_COLOR: '' }, true],
  ['a terminal that has none', true, { TERM: 'dumb' }, false],
])('%s', (_, isTerminal, env, shows) => {
  vi.spyOn(tty, 'isatty').mockReturnValue(isTerminal);
  vi.stubEnv('NO_COLOR', undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  expect(showsColors(1)).toBe(shows);
});

test.each([true, false])(
  'on Deno, its own word is taken, and nothing of the environment is looked at: %s',
  (noColor) => {
    vi.spyOn(tty, 'isatty').mockReturnValue(true);
    vi.stubGlobal('Deno', { noColor });
    vi.stubGlobal('process', { getBuiltinModule: () => tty });
    expect(showsColors(1)).toBe(!noColor);
  },
);
