import { expect, test } from 'vitest';

import { html, page } from '@tsgi/web';

import { exchange } from './exchange.ts';

test('answers with HTML', async () => {
  const answer = await exchange(page(html`<h1>${'<Guestbook>'}</h1>`));
  expect(answer).toMatchObject({
    status: 200,
    content: '<!doctype html>\n<h1>&lt;Guestbook&gt;</h1>',
    synchronous: true,
  });
  expect(answer.header('Content-Type')).toBe('text/html; charset=utf-8');
});

test('answers with a part of a page', async () => {
  expect((await exchange(page(html`<p>`, { doctype: false, status: 201 }))).content).toBe('<p>');
});

test('streams promises', async () => {
  const answer = await exchange(page(html`<p>${Promise.resolve('a')}</p>`));
  expect(answer.chunks).toEqual(['<!doctype html>\n<p>', 'a', '</p>']);
  expect(answer.synchronous).toBe(true);
});

test('sends the start with what comes first', async () => {
  expect((await exchange(page(html`${Promise.resolve('a')}`))).chunks).toEqual(['<!doctype html>\na']);
});

test('fails with its promises', async () => {
  const answer = await exchange(page(html`<p>${Promise.reject(new Error('no'))}`));
  expect(answer).toMatchObject({ chunks: ['<!doctype html>\n<p>'], failure: { message: 'no' } });
});

test.each(['<p>', { toString: () => '<p>' }, null])('refuses %j, which is no fragment', (content) => {
  expect(() => page(content as never)).toThrow(/^page\(\): expected an html fragment/);
});
