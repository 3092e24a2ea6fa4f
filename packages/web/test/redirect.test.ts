import { describe, expect, test } from 'vitest';

import { redirect } from '@tsgi/web';

import { exchange } from './exchange.ts';

const location = async (to: string | URL): Promise<string | undefined> =>
  (await exchange(redirect(to))).header('Location');

test('sends the client to another page', async () => {
  const answer = await exchange(redirect('/entries/7', { cookies: [{ delete: 'draft' }] }), { method: 'POST' });
  expect(answer).toMatchObject({ status: 303, content: '', synchronous: true });
  expect(answer.header('Location')).toBe('/entries/7');
  expect(answer.header('Set-Cookie')).toMatch(/^draft=;/);
});

test('takes another status that redirects, and no other', async () => {
  expect((await exchange(redirect('/', { status: 308 }))).status).toBe(308);
  expect(() => redirect('/', { status: 200 as never })).toThrow(RangeError);
});

test('has one Location', async () => {
  expect((await exchange(redirect('/a', { headers: [['location', '/b']] }))).header('Location')).toBe('/a');
});

describe('within the site', () => {
  test.each([
    ['/', '/'],
    ['', ''],
    ['?page=2', '?page=2'],
    ['#top', '#top'],
    ['../a', '../a'],
    ['/a b', '/a%20b'],
    ['/你', '/%E4%BD%A0'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a?next=//b', '/a?next=//b'],
    ['/a:b', '/a:b'],
    ['/\ud800', '/%EF%BF%BD'],
  ])('%j is %j', async (to, expected) => {
    expect((await location(to)) ?? '').toBe(expected);
  });
});

describe('off the site', () => {
  test('leads a URL alone', async () => {
    expect(await location(new URL('https://a.example/b c'))).toBe('https://a.example/b%20c');
  });

  test.each([
    'https://evil.example',
    'HTTPS://evil.example',
    'https:evil.example',
    '//evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,a',
  ])('%j does not lead', (to) => {
    expect(() => redirect(to)).toThrow(TypeError);
    // What a browser makes of it: whoever lets it through lets the visitor go.
    const seen = new URL(to, 'http://here.example/a');
    expect(seen.host === 'here.example' && seen.protocol === 'http:').toBe(false);
  });
});

test.each(['/a\r\nSet-Cookie: b=c', '/a\0b', '/a\nb', '/\x7f'])('refuses %j, which would split the head', (to) => {
  expect(() => redirect(to)).toThrow(/without control characters/);
});

test('refuses what is no text', () => {
  expect(() => redirect(undefined as never)).toThrow(TypeError);
});
