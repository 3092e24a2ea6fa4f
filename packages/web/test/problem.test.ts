import { describe, expect, test } from 'vitest';

import { problem } from '@tsgi/web';

import { exchange } from './exchange.ts';

test('answers with a problem', async () => {
  const answer = await exchange(problem({ status: 404, detail: 'There is no entry 7.' }));
  expect(answer.status).toBe(404);
  expect(answer.header('Content-Type')).toBe('application/problem+json');
  expect(JSON.parse(answer.content)).toEqual({ title: 'Not Found', status: 404, detail: 'There is no entry 7.' });
});

describe('members', () => {
  test('are as they were given', async () => {
    const details = { status: 403, type: 'https://example.com/out-of-credit', title: 'No credit.', balance: 30 };
    expect(JSON.parse((await exchange(problem(details))).content)).toEqual(details);
  });

  test('hold no title that a type of its own would contradict', async () => {
    expect(JSON.parse((await exchange(problem({ status: 400, type: '/a' }))).content)).not.toHaveProperty('title');
    expect(JSON.parse((await exchange(problem({ status: 499 }))).content)).toEqual({ status: 499 });
  });
});

test('takes headers', async () => {
  const answer = await exchange(problem({ status: 503 }, { headers: [['Retry-After', '5']] }));
  expect(answer.header('Retry-After')).toBe('5');
});

test.each([200, 399, 600, 404.5, Number.NaN])('refuses the status %s', (status) => {
  expect(() => problem({ status })).toThrow(RangeError);
});
