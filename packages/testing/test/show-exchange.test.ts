import { expect, test } from 'vitest';

import { showExchange } from '../src/show-exchange.ts';

const request = {
  method: 'POST',
  url: new URL('http://a.example/'),
  target: '/a?b',
  headers: [['Host', 'a']] as const,
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const answer = {
  status: 200,
  reason: 'OK',
  headers: [['X-A', '1']] as const,
  content: bytes('hello'),
  ended: true,
  errors: '',
};

test('shows both in full', () => {
  expect(showExchange({ ...request, content: bytes('{}') }, answer)).toBe(
    'POST /a?b\nHost: a\n\n{}\n\n200 OK\nX-A: 1\n\nhello',
  );
});

test('shows what was reported, and that the content goes on', () => {
  expect(showExchange(request, { ...answer, ended: false, errors: 'boom\n' })).toBe(
    'POST /a?b\nHost: a\n\n200 OK\nX-A: 1\n\nhello\n(the content has not ended)\n\ntsgi.errors:\nboom',
  );
});

test('says how much there is of what is no text, and what is streamed', () => {
  const content = (async function* () {})();
  expect(showExchange({ ...request, content }, { ...answer, content: Uint8Array.of(255, 254) })).toBe(
    'POST /a?b\nHost: a\n\n(streamed)\n\n200 OK\nX-A: 1\n\n(2 bytes that are no text)',
  );
});
