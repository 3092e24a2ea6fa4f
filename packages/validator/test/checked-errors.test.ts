import { expect, test } from 'vitest';

import { CheckedErrors } from '../src/checked-errors.ts';
import { TestSeam } from './fixtures/seam.ts';

test('passes text and flushes on', async () => {
  const seam = new TestSeam();
  let log = '';
  const errors = new CheckedErrors(seam, {
    write: (text) => void (log += text),
    flush: async () => void (log += '(flushed)'),
  });
  errors.write('你好\n');
  await errors.flush();
  expect(log).toBe('你好\n(flushed)');
  expect(seam.broken()).toEqual([]);
});

test('sees what is no text', () => {
  const seam = new TestSeam();
  const errors: { write(text: unknown): void } = new CheckedErrors(seam, { write: () => {}, flush: () => {} });
  errors.write(new Error('lost'));
  expect(seam.broken()).toEqual(['A24']);
});
