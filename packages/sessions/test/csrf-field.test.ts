import { expect, test } from 'vitest';

import { csrfField, memoryStore, sessions } from '@tsgi/sessions';
import { client } from '@tsgi/testing';
import { handler, html, page } from '@tsgi/web';

const INPUT = /^<form><input type="hidden" name="_csrf" value="[\w-]{43}"><\/form>$/;

test('is a field for a form', async () => {
  const app = handler(async (request) => page(html`<form>${await csrfField(request)}</form>`, { doctype: false }));
  const response = await client(sessions({ store: memoryStore() })(app)).get('/');
  expect(await response.text()).toMatch(INPUT);
  expect(response.header('Set-Cookie')).toMatch(/^session=/);
  expect(response.header('Cache-Control')).toBe('no-store');
});

test('may be a promise in a page, whose session is begun before the page is', async () => {
  const app = handler((request) => page(html`<form>${csrfField(request)}</form>`, { doctype: false }));
  const response = await client(sessions({ store: memoryStore() })(app)).get('/');
  expect(await response.text()).toMatch(INPUT);
  expect(response.header('Set-Cookie')).toMatch(/^session=/);
  expect(response.errors).not.toContain('saved');
});
