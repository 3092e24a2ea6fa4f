import { expect, test, vi } from 'vitest';

import type { Logger } from '@tsgi/logging';

import { ambientLogger, loggerStorage } from '../src/ambient-logger.ts';

test('is that of the code around', async () => {
  const log = {} as Logger;
  const found = await loggerStorage()?.run(log, async () => {
    await Promise.resolve();
    return ambientLogger();
  });
  expect(found).toBe(log);
  expect(ambientLogger()).toBeUndefined();
});

test('is kept in one place', () => {
  expect(loggerStorage()).toBe(loggerStorage());
});

test('is not to be had where a runtime has no asynchronous contexts', () => {
  vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => undefined);
  expect(loggerStorage()).toBeUndefined();
});
