import { expect, test } from 'vitest';

import { notFound } from '@tsgi/web';

import { exchange } from './exchange.ts';

test('answers 404', async () => {
  expect(await exchange(notFound())).toMatchObject({ status: 404, content: '404 Not Found\n', synchronous: true });
});

test('answers as the client wants it, and says what is missing', async () => {
  const answer = await exchange(notFound('There is no <entry> 7.'), { headers: { Accept: 'text/html' } });
  expect(answer.content).toContain('There is no &lt;entry&gt; 7.');
  expect(answer.header('Vary')).toBe('Accept');
});

test('says its length for HEAD', async () => {
  expect((await exchange(notFound(), { method: 'HEAD' })).header('Content-Length')).toBe('14');
});
