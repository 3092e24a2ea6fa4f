import { describe, expect, test } from 'vitest';

import { formatServerSentEvent } from '../src/server-sent-event.ts';

test('writes an event', () => {
  expect(formatServerSentEvent({ id: '7', event: 'added', retry: 500, comment: 'c', data: '{"a":1}' })).toBe(
    ': c\nevent: added\nid: 7\nretry: 500\ndata: {"a":1}\n\n',
  );
});

describe('data', () => {
  test.each([
    ['', 'data: \n\n'],
    ['a\nb', 'data: a\ndata: b\n\n'],
    ['a\r\nb\rc', 'data: a\ndata: b\ndata: c\n\n'],
    ['\n\nevent: evil', 'data: \ndata: \ndata: event: evil\n\n'],
  ])('%j is %j', (data, written) => {
    expect(formatServerSentEvent({ data })).toBe(written);
  });
});

test('keeps a comment a comment', () => {
  expect(formatServerSentEvent({ comment: 'a\ndata: evil' })).toBe(': a\n: data: evil\n\n');
});

test.each([
  { event: 'a\ndata: evil' },
  { event: 'a\r' },
  { id: 'a\nb' },
  { id: 'a\0b' },
  { retry: 1.5 },
  { retry: -1 },
  { data: {} as string },
])('refuses %j', (event) => {
  expect(() => formatServerSentEvent(event)).toThrow(TypeError);
});
