import { expect, test } from 'vitest';

import { text } from '@tsgi/web';

import { makeHead } from '../src/response-options.ts';
import { exchange } from './exchange.ts';

test('takes status, headers and cookies', async () => {
  const answer = await exchange(
    text('no', {
      status: 403,
      headers: [['Cache-Control', 'no-store']],
      cookies: [{ set: 'theme', value: 'dark' }, { delete: 'old' }],
    }),
  );
  expect(answer.status).toBe(403);
  expect(answer.headers).toEqual([
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Cache-Control', 'no-store'],
    ['Set-Cookie', 'theme=dark; Path=/; HttpOnly; SameSite=Lax'],
    ['Set-Cookie', expect.stringMatching(/^old=; Max-Age=0; Path=\/; Expires=/)],
  ]);
});

test('lets a header take the place of the default', () => {
  const { headers } = makeHead(200, [['Content-Type', 'text/plain']], { headers: [['content-type', 'text/csv']] });
  expect(headers).toEqual([['content-type', 'text/csv']]);
});

test('keeps repeated headers', () => {
  const links = [
    ['Link', '</a>'],
    ['Link', '</b>'],
  ] as const;
  expect(makeHead(200, [], { headers: links }).headers).toEqual(links);
});

test.each([99, 103, 600, 200.5, Number.NaN])('refuses the status %s', (status) => {
  expect(() => makeHead(200, [], { status })).toThrow(RangeError);
});

test('fails where a header would split the response', async () => {
  const answer = await exchange(text('', { headers: [['X-A', 'b\r\nSet-Cookie: c=d']] }));
  expect(answer.failure).toMatchObject({ rule: 'A8' });
});
