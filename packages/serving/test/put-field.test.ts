import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { fieldKey, putField } from '../src/put-field.ts';

function environOf(...fields: [name: string, value: string][]): Environ {
  const environ = {} as Environ;
  for (const [name, value] of fields) putField(environ, name, value);
  return environ;
}

test('spells names as CGI does', () => {
  expect(environOf(['Accept-Language', 'zh'], ['content-type', 'text/plain'], ['Content-Length', '5'])).toEqual({
    HTTP_ACCEPT_LANGUAGE: 'zh',
    CONTENT_TYPE: 'text/plain',
    CONTENT_LENGTH: '5',
  });
});

test('joins what is repeated, cookies by semicolons', () => {
  expect(environOf(['a', '1'], ['Cookie', 'x=1'], ['A', '2'], ['cookie', 'y=2'])).toEqual({
    HTTP_A: '1, 2',
    HTTP_COOKIE: 'x=1; y=2',
  });
});

test('keeps an empty value, but no empty Content-Type', () => {
  expect(environOf(['A', ''], ['Content-Type', ''])).toEqual({ HTTP_A: '' });
});

test('lets no name in that has a _, which would stand for another', () => {
  expect(environOf(['X_User', 'root'], ['CONTENT_LENGTH', '5'])).toEqual({});
});

test('stays right where clients send ever new names', () => {
  for (let i = 0; i < 3000; i++) expect(environOf([`X-${i}`, 'a'])).toEqual({ [`HTTP_X_${i}`]: 'a' });
});

test('tells the key of a name, which some do not have', () => {
  const names = ['Accept-Language', 'content-length', 'x_user'];
  expect(names.map(fieldKey)).toEqual(['HTTP_ACCEPT_LANGUAGE', 'CONTENT_LENGTH', '']);
});

test('holds on to none of the long names that clients send', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 1000; i++) fieldKey(`X-${i}-${'a'.repeat(16_000)}`);
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8e6);
});
