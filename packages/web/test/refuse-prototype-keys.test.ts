import { describe, expect, test } from 'vitest';

import { mayHavePrototypeKeys, refusePrototypeKeys, refusePrototypeName } from '../src/refuse-prototype-keys.ts';

describe('JSON', () => {
  test.each([
    '{"__proto__":1}',
    '{"__proto__":{"admin":true}}',
    '{"\\u005f_proto__":null}',
    '[[{"a":{"__proto__":[]}}]]',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"a":[{"constructor":{"prototype":1}}]}',
    '{"c\\u006fnstructor":{"prototype":1}}',
  ])('%s is refused', (text) => {
    expect(mayHavePrototypeKeys(text)).toBe(true);
    expect(() => refusePrototypeKeys(JSON.parse(text))).toThrow(expect.objectContaining({ status: 400 }));
  });

  test.each([
    '{"constructor":"of houses"}',
    '{"constructor":{}}',
    '{"prototype":1}',
    '"__proto__"',
    'null',
    '[1,null]',
  ])('%s is let through', (text) => {
    const value: unknown = JSON.parse(text);
    expect(refusePrototypeKeys(value)).toBe(value);
  });

  test('may be as deep as it likes', () => {
    const text = `${'['.repeat(100_000)}{"__proto__":1}${']'.repeat(100_000)}`;
    expect(() => refusePrototypeKeys(JSON.parse(text))).toThrow(/__proto__/);
  });

  test('is looked through only where there is a reason', () => {
    expect(mayHavePrototypeKeys('{"a":1}')).toBe(false);
  });
});

test('refuses a name', () => {
  expect(() => refusePrototypeName('__proto__')).toThrow(expect.objectContaining({ status: 400 }));
  expect(() => refusePrototypeName('constructor')).not.toThrow();
});
