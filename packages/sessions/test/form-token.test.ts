import { describe, expect, test } from 'vitest';

import { readBody } from '@tsgi/contract';
import { client, type RequestOptions } from '@tsgi/testing';

import { readFormField } from '../src/form-token.ts';

/** The field `token` of what is sent, and whether the application then still gets all of it. */
async function field(options: RequestOptions, limit = 1000): Promise<unknown> {
  const response = await client(async (environ, startResponse) => {
    const { value, environ: inner } = await readFormField(environ, 'token', limit);
    const content = await readBody(inner);
    startResponse('200 OK', []);
    return [JSON.stringify({ value, content: Buffer.from(content).toString('latin1') })];
  }).post('/', options);
  return response.status === 200 ? response.json() : response.errors;
}

const multipart = (text: string): RequestOptions => ({
  headers: { 'Content-Type': 'multipart/form-data; boundary=B' },
  body: text.replaceAll('\n', '\r\n'),
});

const PART = '--B\nContent-Disposition: form-data; name="token"\n\nabc\n--B--\n';

async function* inPieces(): AsyncGenerator<string> {
  yield 'tok';
  yield 'en=a';
  yield 'b';
}

async function* tooLong(): AsyncGenerator<string> {
  for (let i = 0; i < 10; i++) yield 'x'.repeat(10);
}

describe('a form without files', () => {
  test.each([
    ['token=abc', 'abc'],
    ['a=1&token=a%2Fb+c', 'a/b c'],
    ['token=1&token=2', '1'],
    ['Token=1', undefined],
    ['', undefined],
  ])('%s', async (content, value) => {
    const sent = { headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' }, body: content };
    expect(await field(sent)).toEqual({ value, content });
  });

  test('is read in pieces', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect(await field({ headers, body: inPieces() })).toEqual({ value: 'ab', content: 'token=ab' });
  });

  test('is refused where it is too long, told beforehand or not', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const told = 'HttpError: a form that comes without Sec-Fetch-Site and Origin may have 50 bytes';
    expect(await field({ headers, body: 'x'.repeat(51) }, 50)).toContain(told);
    expect(await field({ headers, body: tooLong() }, 50)).toContain(told);
    expect(await field({ headers, body: 'x'.repeat(50) }, 50)).toEqual({ content: 'x'.repeat(50) });
  });
});

describe('a form with files', () => {
  test('as browsers write it', async () => {
    const form = new FormData();
    form.set('token', 'abc');
    form.set('file', new File([new Uint8Array(100_000)], 'a'));
    expect(await field({ multipart: form })).toMatchObject({ value: 'abc' });
  });

  test('comes whole to the application', async () => {
    expect(await field(multipart(PART))).toEqual({ value: 'abc', content: PART.replaceAll('\n', '\r\n') });
  });

  test.each([
    ['that has another field first', PART.replace('token', 'other')],
    ['that has a file', PART.replace('"token"', '"token"; filename="a"')],
    ['that has another boundary', PART.replaceAll('--B', '--C')],
    ['that has no end', PART.replace('--B--', '')],
    ['whose field is too long', PART.replace('abc', 'x'.repeat(5000))],
    ['that is empty', ''],
  ])('%s has no token', async (_name, text) => {
    expect(await field(multipart(text))).toEqual({ content: text.replaceAll('\n', '\r\n') });
  });

  test('is not read any further', async () => {
    let asked = 0;
    async function* body(): AsyncGenerator<string> {
      yield PART.replaceAll('\n', '\r\n').replace('--B--', '--B');
      for (; asked < 1000; asked++) yield 'x'.repeat(1000);
    }
    const response = await client(async (environ, startResponse) => {
      const { value } = await readFormField(environ, 'token', 1000);
      startResponse('200 OK', []);
      return [String(value)];
    }).post('/', { headers: { 'Content-Type': 'multipart/form-data; boundary=B' }, body: body() });
    expect(await response.text()).toBe('abc');
    expect(asked).toBeLessThan(10);
  });
});

test('what is no form is left alone', async () => {
  expect(await field({ json: { token: 'abc' } })).toEqual({ value: undefined, content: '{"token":"abc"}' });
  expect(await field({ body: 'token=abc' })).toEqual({ value: undefined, content: 'token=abc' });
});
