import { expect, test } from 'vitest';

import { checkProvided, PROVIDED_KEYS } from '../src/check-provided.ts';
import { TestSeam } from './fixtures/seam.ts';
import { World } from './fixtures/world.ts';

const capability = (): void => {};

/** The rules that an environ with these changes breaks. */
function broken(changes: object): string[] {
  const seam = new TestSeam();
  checkProvided(seam, { ...new World().environ(changes) });
  return seam.broken();
}

test('passes what a server provides, with and without capabilities', () => {
  expect(broken({})).toEqual([]);
  expect(broken(Object.fromEntries(PROVIDED_KEYS.slice(-4).map((key) => [key, capability])))).toEqual([]);
});

test('knows every key of the environ under tsgi.', () => {
  const keys = Object.keys(new World().environ()).filter((key) => key.startsWith('tsgi.'));
  expect(PROVIDED_KEYS).toEqual(expect.arrayContaining(keys));
  expect(PROVIDED_KEYS).toHaveLength(keys.length + 4);
});

test.each([
  ['E22', { 'tsgi.version': undefined }],
  ['E22', { 'tsgi.version': Object.freeze([2, 0]) }],
  ['E23', { 'tsgi.url_scheme': 'HTTP' }],
  ['E24', { 'tsgi.input': undefined }],
  ['E24', { 'tsgi.input': [] }],
  ['E25', { 'tsgi.errors': null }],
  ['E26', { 'tsgi.exchange': {} }],
  ['E27', { 'tsgi.multithread': undefined }],
  ['E28', { 'tsgi.multiprocess': 'true' }],
  ['E29', { 'tsgi.run_once': 1 }],
  ['E30', { 'tsgi.informational': null }],
  ['E31', { 'tsgi.trailers': [] }],
  ['E32', { 'tsgi.file_wrapper': {} }],
  ['E33', { 'tsgi.upgrade': false }],
])('finds a breach of %s in %j', (rule, changes) => {
  expect(broken(changes)).toEqual([rule]);
});

test('does not make what an exchange makes on first use', () => {
  const lazy = {
    get signal(): never {
      return expect.unreachable();
    },
    get state(): never {
      return expect.unreachable();
    },
    defer: () => {},
    waitUntil: () => {},
  };
  expect(broken({ 'tsgi.exchange': lazy })).toEqual([]);
});
