import { expect, test, vi } from 'vitest';

import { environ } from '@tsgi/testing';

import { sinkFailures } from '../src/sink-failures.ts';

function listening(): { request: ReturnType<typeof environ>; write: ReturnType<typeof vi.fn> } {
  const write = vi.fn<(text: string) => void>();
  return { request: environ({ 'tsgi.errors': { write, flush() {} } }), write };
}

test('reports the first failure, and no other', () => {
  const { request, write } = listening();
  const failures = sinkFailures('accessLog(): a record');
  failures.report(new Error('no'), request);
  failures.report(new Error('no'), request);
  expect(write.mock.calls).toEqual([['accessLog(): a record could not be written, nor may others be: Error: no\n']]);
});

test('hears of a promise that is rejected', async () => {
  const { request, write } = listening();
  const failures = sinkFailures('logger(): an entry');
  failures.watch(undefined, request);
  failures.watch(Promise.resolve(), request);
  failures.watch(Promise.reject(new Error('later')), request);
  await vi.waitFor(() => expect(write).toHaveBeenCalledOnce());
  expect(write.mock.calls[0]).toEqual([expect.stringContaining('later')]);
});

test('is silent where nobody can be told', () => {
  const request = environ({
    'tsgi.errors': {
      write: () => {
        throw new Error('closed');
      },
      flush() {},
    },
  });
  expect(() => sinkFailures('a').report(Object.create(null), request)).not.toThrow();
});
