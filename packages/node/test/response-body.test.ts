import { expect, test, vi } from 'vitest';

import { ResponseBody } from '../src/response-body.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = ({ value }: IteratorResult<Uint8Array, undefined>): string => String(value);

test('hands chunks out, and lets the writer go on when all are taken and more is wanted', async () => {
  const body = new ResponseBody(() => {});
  const taken = vi.fn<() => void>();
  body.push(bytes('a'));
  body.push(bytes('b'));
  body.whenTaken(taken);
  expect([text(await body.next()), text(await body.next())]).toEqual(['a', 'b']);
  expect(taken).not.toHaveBeenCalled();
  const third = body.next();
  expect(taken).toHaveBeenCalledOnce();
  body.push(bytes('c'));
  expect(text(await third)).toBe('c');
  body.end();
  expect((await body.next()).done).toBe(true);
});

test('says when content is wanted', async () => {
  const body = new ResponseBody(() => {});
  const wanted = vi.fn<() => void>();
  const waiting = body.wanted().then(wanted);
  await Promise.resolve();
  expect(wanted).not.toHaveBeenCalled();
  void body.next();
  await waiting;
  await body.wanted();
});

test('fails after what came before the failure', async () => {
  const body = new ResponseBody(() => {});
  body.push(bytes('a'));
  body.fail(new Error('no more'));
  body.fail(new Error('again'));
  expect(text(await body.next())).toBe('a');
  await expect(body.next()).rejects.toThrow('no more');
});

test.each<[string, (body: ResponseBody) => Promise<unknown>]>([
  ['returned from', (body) => body.return()],
  ['disposed of', (body) => body[Symbol.asyncDispose]()],
])('is over when it is %s, and says so once where it was not complete', async (_what, drop) => {
  const dropped = vi.fn<() => void>();
  const body = new ResponseBody(dropped);
  const pending = body.next();
  await drop(body);
  await drop(body);
  expect((await pending).done).toBe(true);
  body.push(bytes('late'));
  body.fail(new Error('late'));
  expect((await body.next()).done).toBe(true);
  expect(dropped).toHaveBeenCalledOnce();
});

test('does not say so of one that is complete', async () => {
  const dropped = vi.fn<() => void>();
  const body = new ResponseBody(dropped);
  body.end();
  await body[Symbol.asyncDispose]();
  expect(dropped).not.toHaveBeenCalled();
});

test('has its disposal wait for what goes on behind it', async () => {
  const body = new ResponseBody(() => {});
  const work = Promise.withResolvers<void>();
  body.waitFor(work.promise);
  let disposed = false;
  const disposal = body[Symbol.asyncDispose]().then(() => (disposed = true));
  await new Promise(setImmediate);
  expect(disposed).toBe(false);
  work.resolve();
  await disposal;
});
