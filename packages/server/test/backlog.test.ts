import { expect, test } from 'vitest';

import { Backlog } from '../src/backlog.ts';

test('hands out what it holds, in order and once', () => {
  const backlog = new Backlog();
  expect(backlog.empty).toBe(true);
  backlog.hold(Buffer.from('GET '), false);
  backlog.hold(Buffer.from('/'), false);
  expect(backlog.empty).toBe(false);
  expect(backlog.take()?.toString()).toBe('GET /');
  expect(backlog.empty).toBe(true);
  expect(backlog.take()).toBeUndefined();
});

test('copies bytes that do not stay as they are, and those alone', () => {
  const backlog = new Backlog();
  const bytes = Buffer.from('abc');
  backlog.hold(bytes, false);
  bytes.fill(0);
  expect(backlog.take()?.toString()).toBe('abc');
  backlog.hold(bytes, true);
  expect(backlog.take()).toBe(bytes);
});

test('is full from 64 KiB on', () => {
  const backlog = new Backlog();
  expect(backlog.full).toBe(false);
  backlog.hold(Buffer.alloc(65_535), true);
  expect(backlog.full).toBe(false);
  backlog.hold(Buffer.alloc(1), true);
  expect(backlog.full).toBe(true);
});
