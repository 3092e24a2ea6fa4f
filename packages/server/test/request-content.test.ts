import { expect, test, vi } from 'vitest';

import { RequestContent } from '../src/request-content.ts';

function contentOf(
  contentLength: number,
  expectsContinue = false,
): { content: RequestContent; sendContinue: () => void } {
  const link = { sendContinue: vi.fn<() => void>(), steerReading: vi.fn<() => void>() };
  const section = { keepAlive: true, contentLength, expectsContinue };
  return { content: new RequestContent(link, section, Infinity), sendContinue: link.sendContinue };
}

test('copies what is only there during the call', async () => {
  const { content } = contentOf(2);
  const shared = Buffer.from('ab');
  content.receive(shared);
  shared.fill(0);
  await expect(content.input.next()).resolves.toEqual({ done: false, value: Buffer.from('ab') });
});

test('tells a client that waits to go on when the application reads', () => {
  const { content, sendContinue } = contentOf(2, true);
  expect(sendContinue).not.toHaveBeenCalled();
  void content.input.next();
  expect(sendContinue).toHaveBeenCalledOnce();
});

test.each(['does not wait', 'has begun without waiting'])('does not tell a client that %s', (what) => {
  const { content, sendContinue } = contentOf(2, what !== 'does not wait');
  if (what !== 'does not wait') content.receive(Buffer.from('a'));
  void content.input.next();
  expect(sendContinue).not.toHaveBeenCalled();
});

test('closes a connection whose client may or may not send what it was not told to', () => {
  expect(contentOf(2, true).content.mustClose(2)).toBe(true);
  const { content } = contentOf(2, true);
  void content.input.next();
  expect(content.mustClose(2)).toBe(false);
});

test('keeps a connection where little is left, or where it is not known how much', () => {
  expect(contentOf(65_536).content.mustClose(65_536)).toBe(false);
  expect(contentOf(-1).content.mustClose(Infinity)).toBe(false);
});

test('closes a connection where more is left than is worth passing over', () => {
  expect(contentOf(65_537).content.mustClose(65_537)).toBe(true);
});

test('keeps a connection whose application reads on while it answers', () => {
  const { content } = contentOf(1_000_000);
  void content.input.next();
  expect(content.mustClose(999_000)).toBe(false);
});

test('closes a connection after a refusal, unless everything has come', () => {
  const { content } = contentOf(100);
  content.input.limit(10);
  expect(content.mustClose(50)).toBe(true);
  expect(content.mustClose(0)).toBe(false);
});

test('passes a little over once the answer is out, and no more', () => {
  const { content } = contentOf(-1);
  content.receive(Buffer.alloc(60_000));
  content.drain();
  content.receive(Buffer.alloc(65_536));
  expect(content.excessive).toBe(false);
  content.receive(Buffer.alloc(1));
  expect(content.excessive).toBe(true);
});

test('is not excessive while the application has not answered, whatever it closed', () => {
  const { content } = contentOf(-1);
  content.input.close();
  content.receive(Buffer.alloc(100_000));
  expect(content.excessive).toBe(false);
});

test('fails what is being read, with the reason', async () => {
  const { content } = contentOf(10);
  const reading = content.input.next();
  const error = content.fail('it took too long');
  await expect(reading).rejects.toBe(error);
  expect(error).toMatchObject({ name: 'ClientDisconnected', message: 'it took too long' });
});
