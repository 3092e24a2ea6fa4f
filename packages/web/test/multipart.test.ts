import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { empty, handler, json, type MultipartOptions } from '@tsgi/web';

import { exchange, type Answer } from './exchange.ts';
import { multipart } from './multipart-body.ts';

const describing = (options?: MultipartOptions) =>
  handler(async (request) => {
    const seen: unknown[] = [];
    for await (const part of request.multipart(options)) {
      seen.push([part.name, part.filename ?? null, part.type, await part.text()]);
    }
    return json(seen);
  });

const send = (body: string, options?: MultipartOptions, type = 'multipart/form-data; boundary=b'): Promise<Answer> =>
  exchange(describing(options), { body, headers: type === '' ? {} : { 'Content-Type': type } });

const one = (head: string): string => `--b\r\n${head}\r\n\r\na\r\n--b--\r\n`;

async function* upload(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode('--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n');
  for (let i = 0; i < 64; i++) yield new Uint8Array(65_536).fill(i);
  yield new TextEncoder().encode('\r\n--b--');
}

async function* endless(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n');
  for (;;) yield new Uint8Array(65_536);
}

test('reads fields and files', async () => {
  const body = multipart([
    { name: 'title', content: 'Summer' },
    { name: 'photo', filename: 'a.png', type: 'image/png', content: 'PNG' },
  ]);
  expect(JSON.parse((await send(body)).content)).toEqual([
    ['title', null, 'text/plain', 'Summer'],
    ['photo', 'a.png', 'image/png', 'PNG'],
  ]);
});

test('reads what FormData writes', async () => {
  const form = new FormData();
  form.set('title"\r\n', '你好');
  form.set('file', new Blob(['content'], { type: 'text/csv' }), '€ "rates".csv');
  const { headers, body } = new Response(form);
  const answer = await exchange(describing(), {
    headers: { 'Content-Type': headers.get('Content-Type') ?? '' },
    body: body as AsyncIterable<Uint8Array>,
  });
  expect(JSON.parse(answer.content)).toEqual([
    ['title"\r\n', null, 'text/plain', '你好'],
    ['file', '€ "rates".csv', 'text/csv', 'content'],
  ]);
});

test('writes an upload to disk without collecting it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tsgi-web-'));
  const app = handler(async (request) => {
    for await (const part of request.multipart({ limit: 8_000_000 }))
      await writeFile(path.join(folder, 'upload'), part);
    return empty();
  });
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
  expect((await exchange(app, { body: upload(), headers })).status).toBe(204);
  const written = await readFile(path.join(folder, 'upload'));
  expect([written.length, written[0], written.at(-1)]).toEqual([4_194_304, 0, 63]);
  await rm(folder, { recursive: true });
});

describe('a file name', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a.txt', 'a.txt'],
    ['', null],
    ['..', null],
  ])('%j is %j', async (filename, expected) => {
    const [[, seen]] = JSON.parse((await send(multipart([{ name: 'a', filename, content: '' }]))).content);
    expect(seen).toBe(expected);
  });
});

test('skips what is not read', async () => {
  const names: string[] = [];
  const app = handler(async (request) => {
    for await (const part of request.multipart()) names.push(part.name);
    return empty();
  });
  const body = multipart([
    { name: 'a', content: 'long'.repeat(1000) },
    { name: 'b', content: '' },
  ]);
  await exchange(app, { body, headers: { 'Content-Type': 'multipart/form-data; boundary=b' } });
  expect(names).toEqual(['a', 'b']);
});

test('refuses a part that has been passed', async () => {
  const app = handler(async (request) => {
    const parts = await Array.fromAsync(request.multipart());
    return json(await parts[0]?.text());
  });
  const body = multipart([{ name: 'a', content: '' }]);
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
  expect((await exchange(app, { body, headers })).failure).toMatchObject({
    message: 'the part "a" of the form has been passed',
  });
});

describe('limits', () => {
  test('the whole body, by default to 1 MiB', async () => {
    const body = multipart([{ name: 'a', content: 'a'.repeat(1_048_576) }]);
    expect((await send(body)).failure).toMatchObject({ status: 413 });
    expect((await send(body, { limit: 2_000_000 })).failure).toBeUndefined();
  });

  test('a body whose end is never reached', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
    expect((await exchange(describing(), { body: endless(), headers })).failure).toMatchObject({ status: 413 });
  });

  test('the number of parts', async () => {
    const body = multipart(Array.from({ length: 4 }, () => ({ name: 'a', content: '' })));
    expect((await send(body, { maxParts: 4 })).failure).toBeUndefined();
    expect((await send(body, { maxParts: 3 })).failure).toMatchObject({ status: 413 });
    expect((await send(body, { maxParts: Number.NaN })).failure).toEqual(
      new TypeError('multipart(): maxParts must be a number from 0, got NaN'),
    );
  });
});

describe('400 is the answer to', () => {
  test.each([
    ['a part without a head', '--b\r\n\r\na\r\n--b--'],
    ['a part without a name', one('Content-Disposition: form-data')],
    ['a part of another disposition', one('Content-Disposition: attachment; name="a"')],
    ['a name that reaches a prototype', one('Content-Disposition: form-data; name="__proto__"')],
    ['two dispositions', one('Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"')],
    ['a folded line', one('Content-Disposition: form-data;\r\n name="a"')],
    ['a line without a colon', one('Content-Disposition: form-data; name="a"\r\nnonsense')],
    ['a transfer encoding', one('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64')],
    ['a body that is cut off', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\na'],
  ])('%s', async (_what, body) => {
    expect((await send(body)).failure).toMatchObject({ status: 400 });
  });

  test.each([
    ['multipart/form-data', 'no boundary of 1 to 70 characters'],
    [`multipart/form-data; boundary=${'b'.repeat(71)}`, 'no boundary of 1 to 70 characters'],
    ['multipart/form-data; boundary="b "', 'no boundary of 1 to 70 characters'],
    ['multipart/form-data; boundary=b; Boundary=c', 'two boundaries'],
    ['multipart/form-data; boundary=b; boundary =c', 'two boundaries'],
  ])('the boundary of %s', async (type, why) => {
    const { failure } = await send(one('Content-Disposition: form-data; name="a"'), undefined, type);
    expect(failure).toMatchObject({ status: 400, message: expect.stringContaining(why) });
  });
});

test.each(['', 'application/x-www-form-urlencoded', 'multipart/mixed; boundary=b'])(
  'answers 415 to %j',
  async (type) => {
    expect((await send('', undefined, type)).failure).toMatchObject({ status: 415 });
  },
);
