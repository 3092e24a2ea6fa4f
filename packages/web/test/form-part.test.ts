import { expect, test } from 'vitest';

import { FormPart } from '../src/form-part.ts';

const part = (...chunks: (string | Uint8Array)[]): FormPart => {
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk));
  return new FormPart({ name: 'a', type: 'text/plain' }, async () => bytes.shift());
};

test('gives text, bytes, and chunks as they come', async () => {
  expect(await part('你', '好').text()).toBe('你好');
  expect(await part('a', 'b').bytes()).toEqual(Uint8Array.of(97, 98));
  expect(await Array.fromAsync(part('a', 'b'))).toHaveLength(2);
});

test('keeps a byte order mark that a field begins with, and drops that of a file, as browsers do', async () => {
  const chunks = [Uint8Array.of(0xef, 0xbb), Uint8Array.of(0xbf, 97)];
  expect(await part(...chunks).text()).toBe('\ufeffa');
  const file = new FormPart({ name: 'a', filename: 'b.csv', type: 'text/csv' }, async () => chunks.shift());
  expect(await file.text()).toBe('a');
});

test('says what it is', () => {
  const file = new FormPart({ name: 'a', filename: 'b.png', type: 'image/png' }, async () => undefined);
  expect(file).toMatchObject({ name: 'a', filename: 'b.png', type: 'image/png' });
  expect(part().filename).toBeUndefined();
});

test('is read once', async () => {
  const field = part('a');
  await field.text();
  await expect(field.bytes()).rejects.toThrow('the part "a" of the form has been read already');
});

test('is 413 beyond its limit', async () => {
  expect(await part('abc').text({ limit: 3 })).toBe('abc');
  await expect(part('ab', 'cd').text({ limit: 3 })).rejects.toMatchObject({ status: 413 });
});

test('refuses a limit that bounds nothing', async () => {
  await expect(part('a').bytes({ limit: Number.NaN })).rejects.toThrow(
    new TypeError('the part "a" of the form: limit must be a number from 0, got NaN'),
  );
});

test('is 400 where text is not UTF-8', async () => {
  await expect(part(Uint8Array.of(0xff)).text()).rejects.toMatchObject({ status: 400 });
});
