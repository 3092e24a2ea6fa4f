import { HttpError } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { withStatus } from '../src/with-status.ts';

const failing = (own: object): Error => Object.assign(new Error('no'), own);

test.each([{ status: 404 }, { statusCode: 404 }, { status: '500', statusCode: 404 }])(
  'is an HttpError where there is a status of a failure: %j',
  (own) => {
    const error = failing(own);
    expect(withStatus(error)).toEqual(new HttpError(404, 'no', { cause: error, expose: false }));
  },
);

test.each([{}, { status: 200 }, { status: 400.5 }, { status: 600 }, { status: '404' }])(
  'leaves an error with any other as it is: %j',
  (own) => {
    const error = failing(own);
    expect(withStatus(error)).toBe(error);
  },
);

test.each([new HttpError(404, 'no'), 'no', { status: 404 }])('leaves %s as it is', (thrown) => {
  expect(withStatus(thrown)).toBe(thrown);
});

test('gives each value of a header a field, and none to what is about another content or connection', () => {
  const headers = {
    'Retry-After': 7,
    'Set-Cookie': ['a=1', 'b=2'],
    'X-Absent': undefined,
    'Content-Length': 5,
    'content-type': 'image/png',
    Connection: 'close',
  };
  expect(withStatus(failing({ status: 503, headers }))).toMatchObject({
    headers: [
      ['Retry-After', '7'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ],
  });
});
