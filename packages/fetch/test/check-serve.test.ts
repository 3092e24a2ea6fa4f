import { expect, test } from 'vitest';

import { checkServe } from '../src/check-serve.ts';

const app = (): [] => [];

test.each<[string, unknown, object, string]>([
  ['no application', 'app', {}, 'serve(): the application must be a function, got string'],
  ['an option that is unknown', app, { prot: 1 }, 'serve(): prot is not an option'],
  ['an option that is wrong', app, { port: 'http' }, 'serve(): port must be a whole number'],
  ['a limit that is unknown', app, { limits: { bytes: 1 } }, 'serve(): limits.bytes is not an option'],
  ['a limit that cannot be honoured', app, { limits: { connections: 1 } }, 'limits.connections cannot be honoured'],
  ['a time that cannot be honoured', app, { timeouts: { headMs: 1 } }, 'timeouts.headMs cannot be honoured'],
])('refuses %s', (_what, given, options, message) => {
  const unable = { 'limits.connections': 'no', 'timeouts.headMs': 'no' };
  expect(() => checkServe(given as never, options, unable)).toThrow(TypeError);
  expect(() => checkServe(given as never, options, unable)).toThrow(message);
});

test('takes what can be honoured', () => {
  expect(() => checkServe(app, { port: 0, limits: { bodyBytes: 5 } }, {})).not.toThrow();
});
