import { expect, test } from 'vitest';

import { checkProxies } from '@tsgi/http';

test('trusts nobody unless told', () => {
  expect(checkProxies(undefined, 'handler')).toBeUndefined();
  expect(checkProxies({}, 'handler')).toBeUndefined();
});

test('trusts what is listed', () => {
  const proxies = checkProxies({ trustedProxies: ['loopback'], forwarded: 'Forwarded' }, 'handler');
  expect(proxies?.field).toBe('Forwarded');
  expect(proxies?.trusted('127.0.0.1')).toBe(true);
  expect(proxies?.trusted('192.0.2.1')).toBe(false);
});

test('names who was asked in its errors', () => {
  for (const options of [{ trustedProxies: [] }, {}]) {
    expect(() => checkProxies({ ...options, forwarded: 'x' as never }, 'router')).toThrow(
      `router(): forwarded must be 'X-Forwarded' or 'Forwarded', got "x"`,
    );
  }
});
