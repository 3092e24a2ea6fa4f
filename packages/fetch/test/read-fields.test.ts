import type { Environ } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { readFields } from '../src/read-fields.ts';

type Fields = readonly (readonly [name: string, value: string])[];

/** Headers that tell how many names they have, as Bun's do; each `Set-Cookie` counts there. */
class Counted extends Headers {
  get count(): number {
    return [...this].length;
  }
}

function read(headers: Headers): Environ {
  const environ = {} as Environ;
  readFields(environ, headers);
  return environ;
}

describe.each([
  ['that are gone through', Headers],
  ['that are counted', Counted],
])('headers %s', (_title, Kind) => {
  const headersOf = (fields: Fields): Headers => {
    const headers = new Kind();
    for (const [name, value] of fields) headers.append(name, value);
    return headers;
  };

  test('are spelt as CGI does, again and again', () => {
    for (const value of ['zh', 'en', '']) {
      const fields: Fields = [
        ['Accept-Language', value],
        ['content-type', 'text/plain'],
      ];
      expect(read(headersOf(fields))).toEqual({ HTTP_ACCEPT_LANGUAGE: value, CONTENT_TYPE: 'text/plain' });
    }
  });

  test('are joined where they are repeated', () => {
    for (let times = 0; times < 2; times++) {
      const fields: Fields = [
        ['A', '1'],
        ['a', '2'],
        ['Set-Cookie', 'b=1'],
        ['set-cookie', 'c=2'],
      ];
      expect(read(headersOf(fields))).toEqual({ HTTP_A: '1, 2', HTTP_SET_COOKIE: 'b=1, c=2' });
    }
  });

  test('have no empty Content-Type, and no name with a _', () => {
    for (const type of ['text/plain', '']) {
      const fields: Fields = [
        ['Content-Type', type],
        ['X_User', 'root'],
        ['A', ''],
      ];
      expect(read(headersOf(fields))).toEqual({ HTTP_A: '', ...(type !== '' && { CONTENT_TYPE: type }) });
    }
  });

  test('are read whole where as many others were there before', () => {
    const names: [string, string][] = [
      ['A', 'B'],
      ['A', 'C'],
      ['B', 'C'],
      ['A', 'B'],
    ];
    for (const [first, second] of names) {
      const fields: Fields = [
        [first, '1'],
        [second, '2'],
      ];
      expect(read(headersOf(fields))).toEqual({ [`HTTP_${first}`]: '1', [`HTTP_${second}`]: '2' });
    }
  });

  test('are read whole where a repeated Set-Cookie had been counted', () => {
    read(
      headersOf([
        ['A', '1'],
        ['Set-Cookie', 'b'],
        ['Set-Cookie', 'c'],
      ]),
    );
    const fields: Fields = [
      ['A', '1'],
      ['Set-Cookie', 'b'],
      ['X', '3'],
    ];
    expect(read(headersOf(fields))).toEqual({ HTTP_A: '1', HTTP_SET_COOKIE: 'b', HTTP_X: '3' });
  });

  test('may be more than are remembered', () => {
    const fields = Array.from({ length: 100 }, (_, i) => [`X-${i}`, String(i)] as const);
    for (let times = 0; times < 2; times++) expect(Object.keys(read(headersOf(fields)))).toHaveLength(100);
  });
});
