import { expect, test } from 'vitest';

import { refusal } from '@tsgi/web';

import { exchange } from './exchange.ts';

test('answers with its status, detail and headers, as the client wants it', async () => {
  const refused = refusal(405, 'Not by <DELETE>.', [['Allow', 'GET']]);
  expect(await exchange(refused)).toMatchObject({
    status: 405,
    content: '405 Method Not Allowed\n\nNot by <DELETE>.\n',
    synchronous: true,
  });
  const page = await exchange(refused, { headers: { Accept: 'text/html' } });
  expect(page.content).toContain('Not by &lt;DELETE&gt;.');
  const answer = await exchange(refused, { headers: { Accept: 'application/json' } });
  expect(JSON.parse(answer.content)).toEqual({ title: 'Method Not Allowed', status: 405, detail: 'Not by <DELETE>.' });
  for (const each of [page, answer]) expect([each.header('Allow'), each.header('Vary')]).toEqual(['GET', 'Accept']);
});

test.each([200, 399, 600, 404.5])('refuses the status %d', (status) => {
  expect(() => refusal(status)).toThrow(
    new RangeError(`refusal(): the status must be an integer from 400 to 599, got ${status}`),
  );
});
