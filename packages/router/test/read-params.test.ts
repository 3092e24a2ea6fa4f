import { expect, test } from 'vitest';

import { integer } from '@tsgi/router';

import type { EntryForm } from '../src/route-entry.ts';
import { MALFORMED, readParams } from '../src/read-params.ts';

const form = (...keys: EntryForm['keys']): EntryForm => ({ keys }) as unknown as EntryForm;
const a = { name: 'a', wildcard: false, converter: undefined };
const id = { name: 'id', wildcard: false, converter: integer };
const rest = { name: 'rest', wildcard: true, converter: undefined };
const ids = { name: 'ids', wildcard: true, converter: integer };

test('decodes and converts, and leaves what another key took', () => {
  expect(readParams(form(a, id), ['%E4%BD%A0', '7', 'more'], '/%E4%BD%A0/7')).toEqual({ a: '你', id: 7 });
  expect(readParams(form(rest), ['a/b%2Fc//'], '/a/b%2Fc//')).toEqual({ rest: ['a', 'b/c', '', ''] });
  expect(readParams(form(ids), ['1/2'], '/1/2')).toEqual({ ids: [1, 2] });
  expect(readParams(form(), [], '/')).toEqual({});
});

test('finds nothing where a converter refuses a text', () => {
  expect(readParams(form(id), ['x'], '/x')).toBeUndefined();
  expect(readParams(form(ids), ['1/x'], '/1/x')).toBeUndefined();
});

test.each(['%FF', '%E4%BD', '%C0%80', 'a/%E4/%BD%A0'])('says that %s is not UTF-8', (text) => {
  expect(readParams(form(text.includes('/') ? rest : a), [text], `/${text}`)).toBe(MALFORMED);
});
