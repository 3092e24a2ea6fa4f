import type { Body, Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import {
  answering,
  answeringLater,
  chunksLater,
  chunksOf,
  hello,
  watchedBody,
  watchedStream,
} from '../../src/conformance/application-kinds.ts';
import { Stage } from '../../src/conformance/stage.ts';

const environ = { PATH_INFO: '/a' } as Environ;

test('makes applications of a body', async () => {
  const heads: unknown[] = [];
  expect(hello()(environ, (...head) => heads.push(head))).toEqual(['Hello']);
  const app = answeringLater(async ({ PATH_INFO }) => [PATH_INFO], { status: '201 Created', headers: [['X-A', '1']] });
  expect(await app(environ, (...head) => heads.push(head))).toEqual(['/a']);
  expect(answering(({ PATH_INFO }) => [PATH_INFO])(environ, () => {})).toEqual(['/a']);
  expect(heads).toEqual([
    ['200 OK', [['Content-Type', 'text/plain']]],
    ['201 Created', [['X-A', '1']]],
  ]);
});

test('makes bodies of chunks', async () => {
  expect([...chunksOf('a', 'b')]).toEqual(['a', 'b']);
  expect(await Array.fromAsync(chunksLater('a', 'b'))).toEqual(['a', 'b']);
});

test('notes what happens to a watched body', () => {
  const stage = new Stage();
  const body = watchedBody(stage, () => ['a', 'b'].values()) as Iterable<string> & Disposable;
  for (const _ of body) break;
  body[Symbol.dispose]();
  expect(stage.events).toEqual(['iterated', 'returned', 'disposed']);
});

test('notes what happens to a watched stream', async () => {
  const stage = new Stage();
  const body: Body = watchedStream(stage, () => chunksLater('a', 'b'));
  for await (const _ of body) break;
  await body[Symbol.asyncDispose]?.();
  expect(stage.events).toEqual(['iterated', 'returned', 'disposed']);
});
