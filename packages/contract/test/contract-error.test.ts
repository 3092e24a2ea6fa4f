import { expect, test } from 'vitest';

import { ContractError } from '@tsgi/contract';

test('names the rule, the side and what was wrong', () => {
  const error = new ContractError('A7', 'application', 'a header name must be a token, got "a b"');
  expect(error).toMatchObject({ rule: 'A7', side: 'application' });
  expect(String(error)).toBe('ContractError: a header name must be a token, got "a b" (rule A7)');
  expect(error).toBeInstanceOf(Error);
});

test('takes a cause', () => {
  const cause = new Error('why');
  expect(new ContractError('S1', 'server', 'x', { cause }).cause).toBe(cause);
  expect('cause' in new ContractError('S1', 'server', 'x')).toBe(false);
});
