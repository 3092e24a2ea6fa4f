import { expect, test } from 'vitest';

import { ClientDisconnected, HttpError } from '@tsgi/contract';

test('says what happened', () => {
  const error = new ClientDisconnected();
  expect(String(error)).toBe('ClientDisconnected: the client disconnected before the exchange was complete');
  expect(error).toBeInstanceOf(Error);
});

test('takes a message and a cause', () => {
  const cause = new Error('ECONNRESET');
  expect(new ClientDisconnected('the content came too slowly', { cause })).toMatchObject({
    message: 'the content came too slowly',
    cause,
  });
});

test('stands for no answer', () => {
  expect(new ClientDisconnected()).not.toBeInstanceOf(HttpError);
});
