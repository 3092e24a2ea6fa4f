import { expect, test } from 'vitest';

import { breach } from '../src/breach.ts';

test('is a breach by the application, with its rule', () => {
  expect(breach('A7', 'a name is no token')).toMatchObject({
    name: 'ContractError',
    rule: 'A7',
    side: 'application',
    message: 'a name is no token (rule A7)',
  });
});
