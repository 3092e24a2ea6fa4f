import { describe, expect, test } from 'vitest';

import { fieldName, hashByte, Meaning, type FieldName } from '../../src/codec/field-names.ts';

/** The entry of a name, in the middle of other bytes. */
function entryOf(name: string): FieldName {
  const bytes = Buffer.from(`: ${name}: `, 'latin1');
  const hash = Buffer.from(name, 'latin1').reduce(hashByte, 0);
  return fieldName(bytes, 2, 2 + name.length, hash);
}

test('gives a name its environ key', () => {
  expect(entryOf('User-Agent')).toMatchObject({ key: 'HTTP_USER_AGENT', meaning: Meaning.plain });
  expect(entryOf('X-Own')).toMatchObject({ key: 'HTTP_X_OWN', meaning: Meaning.plain });
});

describe('knows, in any letter case,', () => {
  test.each([
    ['Host', Meaning.host],
    ['Content-Length', Meaning.contentLength],
    ['Transfer-Encoding', Meaning.transferEncoding],
    ['Connection', Meaning.connection],
    ['Expect', Meaning.expect],
    ['Content-Type', Meaning.contentType],
    ['Cookie', Meaning.cookie],
  ])('%s, and never drops it', (name, meaning) => {
    const entry = entryOf(name);
    expect(entry).toMatchObject({ meaning, common: true });
    expect(entryOf(name.toLowerCase())).toBe(entry);
    expect(entryOf(name.toUpperCase())).toBe(entry);
    expect(entryOf(name.replaceAll(/[a-z]/g, (letter, at: number) => (at % 2 ? letter.toUpperCase() : letter)))).toBe(
      entry,
    );
  });
});

test('does not take a name for another that begins or ends like it', () => {
  for (const name of [
    'Hos',
    'Hosts',
    'Content-Lengt',
    'Content-Length2',
    'ontent-Length',
    'ContentLength',
    'Content.Length',
  ])
    expect(entryOf(name)).toMatchObject({
      meaning: Meaning.plain,
      key: `HTTP_${name.toUpperCase().replace('-', '_')}`,
    });
});

test("takes no byte of a token for a letter, digit or '-' of a known name", () => {
  for (let byte = 0x21; byte < 0x7f; byte++) {
    const char = String.fromCharCode(byte);
    if (!/[!#$%&'*+.^_`|~]/.test(char)) continue;
    for (let at = 0; at < 'content-length'.length; at++) {
      const name = `${'content-length'.slice(0, at)}${char}${'content-length'.slice(at + 1)}`;
      expect(entryOf(name).meaning).toBe(char === '_' ? Meaning.ambiguous : Meaning.plain);
    }
  }
});

test.each(['X_User', '_', 'Content_Length', 'Content-Length_', '__Proto__', 'Transfer_Encoding'])(
  'finds %s ambiguous',
  (name) => {
    expect(entryOf(name).meaning).toBe(Meaning.ambiguous);
  },
);

test('has one entry for every spelling, also of a name that is not common', () => {
  const entry = entryOf('X-Some-Header');
  expect(entry.common).toBe(false);
  expect(entryOf('x-some-header')).toBe(entry);
  expect(entryOf('X-SOME-header')).toBe(entry);
});

test('tells names of one hash apart', () => {
  const bytes = Buffer.from('hostx-abx-cd');
  const hash = bytes.subarray(0, 4).reduce(hashByte, 0);
  expect(fieldName(bytes, 0, 4, hash).key).toBe('HTTP_HOST');
  expect(fieldName(bytes, 4, 8, hash).key).toBe('HTTP_X_AB');
  expect(fieldName(bytes, 8, 12, hash).key).toBe('HTTP_X_CD');
  expect(fieldName(bytes, 0, 3, hash).key, 'with the t behind it').toBe('HTTP_HOS');
  expect(fieldName(bytes, 0, 5, hash).key).toBe('HTTP_HOSTX');
});

test('stays right where clients send ever new names, and drops old ones', () => {
  const first = entryOf('X-First');
  for (let i = 0; i < 5000; i++) {
    expect(entryOf(`X-${i}`).key).toBe(`HTTP_X_${i}`);
    expect(entryOf(`x-${'long'.repeat(30)}-${i}`).key).toBe(`HTTP_X_${'LONG'.repeat(30)}_${i}`);
  }
  expect(entryOf('X-First')).toEqual(first);
  expect(entryOf('X-First')).not.toBe(first);
  expect(entryOf('Host').meaning).toBe(Meaning.host);
});
