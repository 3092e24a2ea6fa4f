import { expect, test, vi } from 'vitest';

import { requireProgram } from './require-program.ts';

class Skipped extends Error {}

const skip = (note: string): never => {
  throw new Skipped(note);
};

test('finds a program on the path', () => {
  expect(requireProgram('sh', skip)).toMatch(/^\/.*\/sh$/);
});

test('skips where the program is missing, and says what to install', () => {
  vi.stubEnv('TSGI_REQUIRE_ALL', undefined);
  expect(() => requireProgram('no-such-program', skip)).toThrow(
    new Skipped('no-such-program is not installed; on Debian and Ubuntu: apt-get install no-such-program'),
  );
});

test('fails where everything is required', () => {
  vi.stubEnv('TSGI_REQUIRE_ALL', '1');
  expect(() => requireProgram('no-such-program', skip)).toThrow(Error);
  expect(() => requireProgram('no-such-program', skip)).not.toThrow(Skipped);
});
