import { describe, expect, test } from 'vitest';

import { plainFields, plainMessage, plainText, plainValue } from '../src/plain-value.ts';

import { randomNumbers } from '../../../test/random-numbers.ts';

/** As JSON tells it: plain data comes back as it was. */
const told = (value: unknown): unknown => JSON.parse(JSON.stringify(plainValue(value)));

test('leaves plain data as it is', () => {
  const value = { text: 'a', number: 1.5, yes: true, nothing: null, list: [1, ['b']], object: { c: {} } };
  expect(told(value)).toEqual(value);
});

test.each([
  ['undefined', undefined, null],
  ['a bigint', 12345678901234567890n, '12345678901234567890'],
  ['a negative bigint', -7n, '-7'],
  ['a number that JSON has not', Number.NaN, 'NaN'],
  ['a number without end', Number.NEGATIVE_INFINITY, '-Infinity'],
  ['a symbol', Symbol('a'), 'Symbol(a)'],
  ['a function', () => 1, '[function]'],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['no date', new Date(Number.NaN), 'Invalid Date'],
  ['a URL', new URL('http://a.example/b'), 'http://a.example/b'],
  ['bytes', new Uint8Array(1000), '[1000 bytes]'],
  [
    'a map',
    new Map<unknown, unknown>([
      ['a', 1],
      [{}, [2]],
    ]),
    { a: 1, '[object Object]': [2] },
  ],
  ['a set', new Set(['a', 1]), ['a', 1]],
  ['what says itself what it is', { toJSON: () => ({ a: 1n }) }, { a: '1' }],
  ['a key that is special elsewhere', JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"a":1}}')],
  [
    'an instance',
    new (class {
      a = 1;
      get b() {
        return 2;
      }
    })(),
    { a: 1 },
  ],
])('tells %s', (_, value, expected) => {
  expect(told(value)).toEqual(expected);
});

describe('an error', () => {
  test('has its type, message, stack, causes, and what was added', () => {
    const error = Object.assign(new TypeError('no', { cause: new RangeError('root', { cause: 'a text' }) }), {
      code: 'E_NO',
      status: 7n,
    });
    expect(told(error)).toEqual({
      type: 'TypeError',
      message: 'no',
      stack: expect.stringMatching(/^TypeError: no\n {4}at /),
      cause: { type: 'RangeError', message: 'root', stack: expect.any(String), cause: 'a text' },
      code: 'E_NO',
      status: '7',
    });
  });

  test('has the errors that it is made of', () => {
    expect(told(new AggregateError([new Error('a'), 'b'], 'both'))).toMatchObject({
      type: 'AggregateError',
      errors: [{ type: 'Error', message: 'a' }, 'b'],
    });
  });

  test('has what it suppresses', () => {
    // As `using` makes one; Node 22 has none.
    const error = new Error('two failed');
    Object.defineProperties(error, { error: { value: new Error('a') }, suppressed: { value: new Error('b') } });
    expect(told(error)).toMatchObject({ error: { message: 'a' }, suppressed: { message: 'b' } });
  });

  test('may have itself for its cause', () => {
    const error = new Error('a');
    error.cause = error;
    expect(told(error)).toMatchObject({ message: 'a', cause: '[circular]' });
  });

  test('is told by its class where it has no name', () => {
    class Unnamed extends Error {}
    expect(told(new Unnamed('a'))).toMatchObject({ type: 'Unnamed' });
  });
});

const throwing = (): never => {
  throw new Error('do not look');
};

describe('what throws', () => {
  test.each([
    ['a getter', Object.defineProperty({ a: 1 }, 'b', { get: throwing, enumerable: true }), { a: 1, b: '[throws]' }],
    ['toJSON', { toJSON: throwing }, '[throws]'],
    ['a proxy', new Proxy({}, { ownKeys: throwing, get: throwing, getPrototypeOf: throwing }), '[throws]'],
    [
      'the message of an error',
      Object.defineProperty(new Error('a'), 'message', { get: throwing }),
      { type: 'Error', message: '[throws]', stack: expect.any(String) },
    ],
    [
      'the name of an error',
      Object.assign(new Error('a'), { name: Object.create(null) as string }),
      { type: '[throws]', message: 'a', stack: expect.any(String) },
    ],
    ['a key of a map', new Map([[{ toString: throwing }, 1]]), { '[throws]': 1 }],
    ['an element', Object.defineProperty([1], 0, { get: throwing }), '[throws]'],
  ])('is told as that: %s', (_, value, expected) => {
    expect(told(value)).toEqual(expected);
  });
});

describe('bounds', () => {
  test('cycles are named, and what is there twice is told twice', () => {
    const shared = { a: 1 };
    const value: Record<string, unknown> = { one: shared, two: shared };
    value['self'] = value;
    value['list'] = [value];
    expect(told(value)).toEqual({ one: { a: 1 }, two: { a: 1 }, self: '[circular]', list: ['[circular]'] });
  });

  test('depth', () => {
    let value: unknown = 'deepest';
    for (let level = 0; level < 100_000; level++) value = level % 2 === 0 ? [value] : { a: value };
    expect(JSON.stringify(plainValue(value)).length).toBeLessThan(200);
  });

  test('members', () => {
    const list = told(Array.from({ length: 1_000 }, (_, index) => index)) as unknown[];
    expect([list.length, list.at(-1)]).toEqual([101, '[900 more]']);
    const object = told(Object.fromEntries(list.map((_, index) => [`k${index}`, index]))) as Record<string, unknown>;
    expect(object['…']).toBe('[1 more]');
    expect(told(new Set(Array.from({ length: 150 }, (_, index) => index)))).toHaveLength(101);
  });

  test('texts', () => {
    expect(told('a'.repeat(8_192))).toBe('a'.repeat(8_192));
    expect(told('a'.repeat(8_193))).toBe(`${'a'.repeat(8_192)}… [1 more]`);
    expect(plainText('a'.repeat(9_000))).toMatch(/^a{8192}… \[808 more\]$/);
    expect(told(10n ** 100_000n)).toBe('[a bigint too long]');
  });

  test('all of it', () => {
    const wide = (depth: number): unknown =>
      depth === 0 ? 'a'.repeat(10_000) : Array.from({ length: 50 }, () => wide(depth - 1));
    expect(JSON.stringify(plainValue(wide(3))).length).toBeLessThan(120_000);
    const keys = { ['k'.repeat(100_000)]: { ['l'.repeat(100_000)]: 1 } };
    expect(JSON.stringify(plainValue(keys)).length).toBeLessThan(20_000);
  });
});

test('what is said is a text, whatever it is', () => {
  expect(plainMessage('a')).toBe('a');
  expect(plainMessage(new Error('no'))).toBe('no');
  expect(plainMessage(Object.create(null))).toBe('[throws]');
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(plainMessage(proxy)).toBe('[throws]');
});

test('takes anything as fields', () => {
  expect(JSON.stringify(plainFields({ a: 1n }))).toBe('{"a":"1"}');
  expect(plainFields(new Proxy({}, { ownKeys: () => 7 as never }))).toEqual({ fields: '[throws]' });
});

test('never throws, and gives JSON of bounded size', () => {
  const { seed, below } = randomNumbers();
  const leaves = [
    undefined,
    null,
    1,
    'text\u0000',
    1n,
    Symbol('s'),
    () => {},
    new Date(1),
    new Error('e'),
    /r/,
    Number.NaN,
  ];
  const all: object[] = [];
  const make = (depth: number): unknown => {
    if (depth === 0 || below(4) === 0) return leaves[below(leaves.length)];
    if (all.length > 0 && below(8) === 0) return all[below(all.length)];
    const children = Array.from({ length: below(5) }, () => make(depth - 1));
    const kinds = [
      () => children,
      () => Object.fromEntries(children.map((child, index) => [`k${index}`, child])),
      () => new Map(children.map((child) => [child, child])),
      () => new Set(children),
      () => Object.assign(new Error('made', { cause: children[0] }), { children }),
    ];
    const made = kinds[below(kinds.length)]!();
    all.push(made);
    if (below(6) === 0) Object.assign(made, { self: all[below(all.length)] });
    return made;
  };
  for (let round = 0; round < 300; round++) {
    expect(JSON.stringify(plainValue(make(7))).length, `seed ${seed}`).toBeLessThan(1_000_000);
  }
});
