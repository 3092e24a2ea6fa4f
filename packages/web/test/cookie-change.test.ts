import { expect, test } from 'vitest';

import { formatCookieChange } from '../src/cookie-change.ts';

test('sets a cookie for the site, away from scripts and other sites', () => {
  expect(formatCookieChange({ set: 'id', value: 'a b' })).toBe('id=a%20b; Path=/; HttpOnly; SameSite=Lax');
});

test('sets a cookie as told', () => {
  expect(formatCookieChange({ set: 'id', value: '7', path: '/a', httpOnly: false, sameSite: 'strict' })).toBe(
    'id=7; Path=/a; SameSite=Strict',
  );
});

test('deletes a cookie', () => {
  expect(formatCookieChange({ delete: 'id' })).toMatch(/^id=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970/);
  expect(formatCookieChange({ delete: 'id', path: '/a' })).toMatch(/Path=\/a/);
});

test('escapes what would end the value, and refuses what would end the name', () => {
  expect(formatCookieChange({ set: 'id', value: 'a\r\nX: b; c' })).toMatch(/^id=a%0D%0AX%3A%20b%3B%20c;/);
  expect(() => formatCookieChange({ set: 'a\r\nb', value: '' })).toThrow(TypeError);
  expect(() => formatCookieChange({ delete: 'a;b' })).toThrow(TypeError);
});

test('refuses what browsers would drop', () => {
  expect(() => formatCookieChange({ set: '__Host-id', value: '7' })).toThrow(/__Host-id needs secure/);
});
