import { expect, test } from 'vitest';

import { environ } from '@tsgi/testing';

import { leaveIdentity } from '../src/identity-key.ts';

test('leaves who is signed in for the layers around', () => {
  const given = environ();
  leaveIdentity(given, undefined);
  expect(given['tsgi.exchange'].state.has('user.id')).toBe(false);
  leaveIdentity(given, 'ada');
  expect(given['tsgi.exchange'].state.get('user.id')).toBe('ada');
});
