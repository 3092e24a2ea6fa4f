import { expect, test, vi } from 'vitest';

import { consoleErrors, show } from '../src/console-errors.ts';

test('writes lines to the console', () => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  consoleErrors.write('one\ntwo\n');
  consoleErrors.flush();
  expect(error.mock.calls).toEqual([['one\ntwo']]);
});

test('shows an error with where it came from, and anything else as text', () => {
  const error = new Error('no');
  expect([show(error), show(7)]).toEqual([error.stack, '7']);
  Reflect.deleteProperty(error, 'stack');
  expect(show(error)).toContain('no');
});
