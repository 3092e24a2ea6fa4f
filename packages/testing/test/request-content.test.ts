import { expect, test } from 'vitest';

import { requestContent } from '../src/request-content.ts';
import type { RequestOptions } from '../src/request-options.ts';

async function textOf(options: RequestOptions): Promise<string> {
  const { content } = await requestContent(options);
  if (content === undefined || content instanceof Uint8Array) return new TextDecoder().decode(content);
  return Buffer.concat(await Array.fromAsync(content)).toString();
}

test.each<[string, RequestOptions, string | undefined, string]>([
  ['nothing', {}, undefined, ''],
  ['JSON', { json: { a: null } }, 'application/json', '{"a":null}'],
  ['a form', { form: { a: 'é', b: ['1', '2'] } }, 'application/x-www-form-urlencoded', 'a=%C3%A9&b=1&b=2'],
  ['parameters', { form: new URLSearchParams('a=b') }, 'application/x-www-form-urlencoded', 'a=b'],
  ['text', { body: 'é' }, undefined, 'é'],
  ['bytes', { body: Uint8Array.of(65) }, undefined, 'A'],
  ['chunks', { body: ['a', Uint8Array.of(66)] }, undefined, 'aB'],
  ['a stream', { body: new Blob(['a']).stream() }, undefined, 'a'],
])('makes content of %s', async (_what, options, type, text) => {
  expect((await requestContent(options)).type).toBe(type);
  expect(await textOf(options)).toBe(text);
});

test('makes multipart content of a form with files', async () => {
  const multipart = new FormData();
  multipart.append('file', new File(['content'], 'a.txt'));
  const { type } = await requestContent({ multipart });
  expect(type).toMatch(/^multipart\/form-data; boundary=/);
  expect(await textOf({ multipart })).toContain('filename="a.txt"');
});

test('refuses two contents', async () => {
  await expect(requestContent({ json: 1, body: '1' })).rejects.toThrow('a request has one content, got json and body');
});
