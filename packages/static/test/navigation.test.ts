import { expect, test } from 'vitest';

import { environ } from '@tsgi/testing';

import { isNavigation } from '../src/navigation.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

test.each<[string, Record<string, string>, boolean]>([
  ['a browser that navigates', { HTTP_SEC_FETCH_MODE: 'navigate', HTTP_ACCEPT: BROWSER }, true],
  ['a script', { HTTP_SEC_FETCH_MODE: 'cors', HTTP_ACCEPT: '*/*' }, false],
  ['a script that asks for HTML', { HTTP_SEC_FETCH_MODE: 'cors', HTTP_ACCEPT: 'text/html' }, false],
  ['an image', { HTTP_SEC_FETCH_MODE: 'no-cors', HTTP_ACCEPT: 'image/avif,*/*;q=0.8' }, false],
  ['an old browser', { HTTP_ACCEPT: BROWSER }, true],
  ['who wants anything', { HTTP_ACCEPT: '*/*' }, false],
  ['who says nothing', {}, false],
  ['who wants JSON', { HTTP_ACCEPT: 'application/json' }, false],
  ['who prefers JSON', { HTTP_ACCEPT: 'text/html;q=0.5, application/json' }, false],
  ['who wants no HTML', { HTTP_ACCEPT: 'text/html;q=0, text/plain' }, false],
])('tells of %s', (_, fields, expected) => {
  const { HTTP_ACCEPT, ...others } = environ(fields);
  expect(isNavigation('HTTP_ACCEPT' in fields ? { ...others, HTTP_ACCEPT: HTTP_ACCEPT ?? '' } : others)).toBe(expected);
});
