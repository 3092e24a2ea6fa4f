import type { Environ } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { type AnswerState, askedProtocols, Capabilities } from '../src/capabilities.ts';
import { NotedAnswer } from './noted-answer.ts';

const fields = (): [] => [];
const handler = (): void => {};

function offered(
  link: NotedAnswer = new NotedAnswer(),
  state: Partial<AnswerState> = {},
): { link: NotedAnswer; capabilities: Capabilities; environ: Environ } {
  const capabilities = new Capabilities({ started: false, committed: false, aborted: false, ...state }, link);
  capabilities.offer(link.environ);
  return { link, capabilities, environ: link.environ };
}

const names = (environ: Environ): string[] => Object.keys(environ).filter((key) => key.startsWith('tsgi.'));

describe('offers', () => {
  test('interim responses and trailer fields', () => {
    expect(names(offered().environ)).toEqual(['tsgi.informational', 'tsgi.trailers']);
  });

  test('no trailer fields to HEAD', () => {
    const link = new NotedAnswer({ REQUEST_METHOD: 'HEAD', 'tsgi.trailers': () => {} });
    expect(names(offered(link).environ)).toEqual(['tsgi.informational']);
  });

  test('an upgrade to whoever asks for one', () => {
    expect(names(offered(new NotedAnswer({}, 'shout')).environ)).toContain('tsgi.upgrade');
  });
});

describe('interim responses', () => {
  test('are sent at once', () => {
    const { environ, link } = offered();
    environ['tsgi.informational']!('103 Early Hints', [['Link', '</a>']]);
    expect(link.notes).toEqual(['interim 103 Early Hints Link </a>']);
  });

  test.each<[string, Partial<AnswerState>]>([
    ['the head is out', { committed: true }],
    ['the client has gone', { aborted: true }],
  ])('are ignored once %s, but not a breach', (_what, state) => {
    const { environ, link } = offered(new NotedAnswer(), state);
    environ['tsgi.informational']!('103 Early Hints', []);
    expect(link.notes).toEqual([]);
    expect(() => environ['tsgi.informational']!('200 OK', [])).toThrow('(rule A26)');
  });
});

describe('trailer fields', () => {
  test('are promised once', () => {
    const { environ, capabilities } = offered();
    environ['tsgi.trailers']!(fields);
    expect(capabilities.trailers).toBe(fields);
    expect(() => environ['tsgi.trailers']!(fields)).toThrow('(rule A27)');
  });

  test('cannot be promised by no function, or once the head is out', () => {
    expect(() => offered().environ['tsgi.trailers']!([] as never)).toThrow('(rule A27)');
    const { environ } = offered(new NotedAnswer(), { committed: true });
    expect(() => environ['tsgi.trailers']!(() => [])).toThrow('(rule A27)');
  });
});

describe('an upgrade', () => {
  test('is remembered with a body that stands for it', () => {
    const { environ, capabilities } = offered(new NotedAnswer({}, 'shout, whisper'));
    const body = environ['tsgi.upgrade']!([['A', 'b']], handler);
    expect(capabilities.departed).toBe(body);
    expect(capabilities.departure).toEqual({ protocol: 'shout', fields: ['A', 'b'], handler });
    expect(() => environ['tsgi.upgrade']!([], handler)).toThrow('(rule A29)');
  });

  test('does not follow startResponse, nor come without a handler', () => {
    const { environ } = offered(new NotedAnswer({}, 'shout'), { started: true });
    expect(() => environ['tsgi.upgrade']!([], () => {})).toThrow('(rule A29)');
    expect(() => offered(new NotedAnswer({}, 'shout')).environ['tsgi.upgrade']!([], {} as never)).toThrow('(rule A29)');
  });
});

test.each<[string, Partial<Environ>, string | undefined]>([
  ['who asks', { HTTP_UPGRADE: 'a, b', HTTP_CONNECTION: 'keep-alive, Upgrade' }, 'a, b'],
  ['no one who does not', { HTTP_CONNECTION: 'upgrade' }, undefined],
  ['no one whose Connection does not say so', { HTTP_UPGRADE: 'a', HTTP_CONNECTION: 'upgrades' }, undefined],
  ['no one without a Connection', { HTTP_UPGRADE: 'a' }, undefined],
  ['no one who sends content', { HTTP_UPGRADE: 'a', HTTP_CONNECTION: 'upgrade', CONTENT_LENGTH: '1' }, undefined],
  [
    'no one who sends chunks',
    { HTTP_UPGRADE: 'a', HTTP_CONNECTION: 'upgrade', HTTP_TRANSFER_ENCODING: 'chunked' },
    undefined,
  ],
])('lets %s leave HTTP', (_who, environ, asked) => {
  expect(askedProtocols(environ as Environ)).toBe(asked);
});
