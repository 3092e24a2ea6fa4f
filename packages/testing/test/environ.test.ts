import { type Environ, readBody } from '@tsgi/contract';
import { validate } from '@tsgi/validator';
import { expect, test } from 'vitest';

import { environ } from '../src/environ.ts';

/** What the validator finds in an environ. */
function breachesOf(given: Environ): unknown[] {
  const breaches: unknown[] = [];
  const app = validate(
    (_environ, startResponse) => {
      startResponse('200 OK', []);
      return [];
    },
    { report: (breach) => breaches.push(breach) },
  );
  void app(given, () => {});
  return breaches;
}

test('builds an environ that the validator has nothing to say about', () => {
  expect(breachesOf(environ())).toEqual([]);
  expect(environ()).toMatchObject({ REQUEST_METHOD: 'GET', PATH_INFO: '/', HTTP_HOST: 'localhost' });
});

test('takes overrides, keys of middleware too', () => {
  const given = environ({ PATH_INFO: '/a', HTTP_ACCEPT: 'text/html', 'sessions.session': 7 });
  expect(given).toMatchObject({ PATH_INFO: '/a', HTTP_ACCEPT: 'text/html', 'sessions.session': 7 });
  expect(breachesOf(given)).toEqual([]);
});

test.each([
  ['text', 'é'],
  ['bytes', new TextEncoder().encode('é')],
  ['chunks', ['é']],
  ['a stream', new Blob(['é']).stream()],
])('holds content that is %s', async (kind, content) => {
  const given = environ({}, content);
  expect(given.REQUEST_METHOD).toBe('POST');
  expect(given.CONTENT_LENGTH).toBe(kind === 'text' || kind === 'bytes' ? '2' : undefined);
  expect(new TextDecoder().decode(await readBody(given))).toBe('é');
});

test('has an empty input where there is no content', async () => {
  expect(await readBody(environ())).toEqual(new Uint8Array());
});

test('gives each exchange an environ of its own', () => {
  expect(environ()['tsgi.exchange']).not.toBe(environ()['tsgi.exchange']);
});
