import { describe, expect, test } from 'vitest';

import { html, raw } from '@tsgi/web';

import { Fragment } from '../src/fragment.ts';

const chunks = (fragment: Fragment): Promise<string[]> => Array.fromAsync(fragment.chunks());

test('is text where all of it is there', async () => {
  const fragment = html`<p>${'a'}</p>`;
  expect(fragment.isAsync).toBe(false);
  expect(fragment.toString()).toBe('<p>a</p>');
  expect(await chunks(fragment)).toEqual(['<p>a</p>']);
});

describe('with promises', () => {
  test('streams them in order, with what stands between', async () => {
    const slow = new Promise<string>((resolve) => setTimeout(resolve, 5, '<slow>'));
    const fragment = html`<p>${slow}</p><p>${Promise.resolve(html`<b>fast</b>`)}</p>`;
    expect(fragment.isAsync).toBe(true);
    expect(await chunks(fragment)).toEqual(['<p>', '&lt;slow&gt;', '</p><p>', '<b>fast</b>', '</p>']);
  });

  test('sends what stands before one that is pending', async () => {
    const iterator = html`<head>${new Promise<string>(() => {})}`.chunks();
    expect(await iterator.next()).toEqual({ done: false, value: '<head>' });
  });

  test('nests', async () => {
    const inner = html`[${Promise.resolve([Promise.resolve(1), 2])}]`;
    const outer = html`${'<'}${inner}${inner}`;
    expect((await chunks(outer)).join('')).toBe('&lt;[12][12]');
  });

  test('can be read more than once', async () => {
    const fragment = html`${Promise.resolve('a')}`;
    expect(await chunks(fragment)).toEqual(await chunks(fragment));
  });

  test('fails where one fails, and not before', async () => {
    const failed = Promise.reject(new Error('no'));
    const iterator = html`a${Promise.resolve('b')}${failed}`.chunks();
    expect((await iterator.next()).value).toBe('a');
    expect((await iterator.next()).value).toBe('b');
    await expect(iterator.next()).rejects.toThrow('no');
  });

  test('lets nobody hear of a failure that nobody reads', async () => {
    expect(html`${Promise.reject(new Error('no'))}`.isAsync).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('has no text', () => {
    expect(() => html`${Promise.resolve('a')}`.toString()).toThrow(/holds promises/);
  });
});

test('is known by what cannot be copied', () => {
  expect(Fragment.is(raw('a'))).toBe(true);
  for (const other of [null, undefined, 'a', {}, { isAsync: false }, JSON.parse(JSON.stringify(raw('a')))]) {
    expect(Fragment.is(other)).toBe(false);
  }
});
