import { STATUS_CODES } from 'node:http';

import { expect, test } from 'vitest';

import { status } from '@tsgi/contract';

test('gives the status line of a code', () => {
  expect(status(200)).toBe('200 OK');
  expect(status(404)).toBe('404 Not Found');
});

/** Where RFC 9110 has changed what Node still says, or has taken the code out. */
const CHANGED: Record<number, string> = {
  413: 'Content Too Large',
  418: '',
  422: 'Unprocessable Content',
  509: '',
  510: '',
};

test('knows the registered reason phrases', () => {
  for (const [code, phrase] of Object.entries(STATUS_CODES))
    expect(status(Number(code))).toBe(`${code} ${CHANGED[Number(code)] ?? phrase}`);
});

test('gives other codes an empty reason, after the space that belongs there', () => {
  expect(status(299)).toBe('299 ');
  expect(status(599)).toBe('599 ');
});

test('makes what rule A5 allows, of every final code', () => {
  for (let code = 200; code < 600; code++) expect(status(code)).toMatch(/^[2-5][0-9]{2} [ -~]*$/);
});

test.each([99, 600, 0, -200, 200.5, Number.NaN, Infinity])('refuses %d', (code) => {
  expect(() => status(code)).toThrow(
    new RangeError(`status(): the code must be an integer from 100 to 599, got ${code}`),
  );
});

test('refuses what is no number', () => {
  expect(() => status('200' as unknown as number)).toThrow(RangeError);
});
