import { describe, expect, test } from 'vitest';

import { responseHeaders } from '../src/response-headers.ts';

/** As they come out of a response. */
function sent(fields: readonly string[], own: readonly string[] = []): [string, string][] {
  return [...new Response('', { headers: responseHeaders(fields, own) }).headers].filter(
    ([name]) => name !== 'content-type',
  );
}

describe('the fields of an answer', () => {
  test('are the same however often they come', () => {
    for (let times = 0; times < 4; times++) {
      expect(sent(['A', '1', 'B', '2'])).toEqual([
        ['a', '1'],
        ['b', '2'],
      ]);
    }
  });

  test('are those of this answer, where others went before', () => {
    for (const value of ['1', '1', '2', '2', '1']) expect(sent(['A', value])).toEqual([['a', value]]);
    expect(sent(['A', '1', 'B', '2'])).toHaveLength(2);
    expect(sent(['A', '1'])).toHaveLength(1);
  });

  test('may be repeated', () => {
    for (let times = 0; times < 3; times++) {
      expect(sent(['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'])).toEqual([
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ]);
    }
  });

  test('stand beside other fields, which are not remembered', () => {
    const whole = [
      ['a', '1'],
      ['connection', 'close'],
    ];
    expect([sent(['A', '1'], ['Connection', 'close']), sent(['A', '1'])]).toEqual([whole, [['a', '1']]]);
  });

  test('cannot be changed by what is done to a response', () => {
    for (let times = 0; times < 3; times++) {
      const { headers } = new Response('', { headers: responseHeaders(['A', '1'], []) });
      expect(headers.get('a')).toBe('1');
      headers.set('a', '2');
    }
  });
});
