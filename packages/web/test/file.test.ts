import { describe, expect, test } from 'vitest';

import { file } from '@tsgi/web';

import { exchange } from './exchange.ts';

const environ = { 'tsgi.file_wrapper': (path: unknown) => [`the content of ${String(path)}`] };

const failing = (): never => {
  throw new Error('opened');
};

test('answers with a file in the way of the server', async () => {
  const answer = await exchange(file('/srv/a.html'), { environ });
  expect(answer).toMatchObject({ status: 200, content: 'the content of /srv/a.html', synchronous: true });
  expect(answer.header('Content-Type')).toBe('text/html; charset=utf-8');
});

test('opens it as told where the server has no way', async () => {
  expect((await exchange(file('a.bin', { open: (path) => [path] }))).content).toBe('a.bin');
  expect((await exchange(file('a.bin', { open: () => ['own'] }), { environ })).content).toBe('the content of a.bin');
});

test('fails where there is no way at all', async () => {
  expect((await exchange(file('a'))).failure).toMatchObject({ message: expect.stringContaining('tsgi.file_wrapper') });
});

describe('the head', () => {
  test('has the type that was given, or none that a browser would show', async () => {
    expect((await exchange(file('a.html', { type: 'text/plain' }), { environ })).header('Content-Type')).toBe(
      'text/plain',
    );
    expect((await exchange(file('Makefile'), { environ })).header('Content-Type')).toBe('application/octet-stream');
  });

  test('has the size that was given, for HEAD too, which opens nothing', async () => {
    const answer = await exchange(file('a', { size: 5, open: failing }), { method: 'HEAD' });
    expect(answer).toMatchObject({ status: 200, failure: undefined });
    expect(answer.header('Content-Length')).toBe('5');
    expect((await exchange(file('a', { size: 5, open: () => ['abcde'] }))).failure).toBeUndefined();
  });

  test('names a download, whatever its name', async () => {
    const answer = await exchange(file('a', { download: '€"\r\nX: y' }), { environ });
    expect(answer.failure).toBeUndefined();
    expect(answer.header('Content-Disposition')).toMatch(/^attachment; filename=.*filename\*=UTF-8''%E2%82%AC/);
  });
});

test.each([-1, 1.5, Number.NaN])('refuses the size %s', (size) => {
  expect(() => file('a', { size })).toThrow(/^file\(\): size must be a whole number/);
});
