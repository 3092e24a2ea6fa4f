import type { Body, Middleware, StartResponse } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { answersOf } from '../../src/middleware-conformance/answers.ts';
import { runnableCase } from '../../src/middleware-conformance/middleware-case.ts';
import { statementOf } from '../../src/middleware-conformance/statement.ts';

const cases = answersOf({ PATH_INFO: '/health' });

/** A middleware that answers `/health` as `answer` does. */
const health = (answer: (startResponse: StartResponse, method: string) => Body): Middleware =>
  function layer(app) {
    return (environ, startResponse) =>
      environ.PATH_INFO === '/health' ? answer(startResponse, environ.REQUEST_METHOD) : app(environ, startResponse);
  };

async function failedBy(middleware: Middleware): Promise<string[]> {
  const failed: string[] = [];
  for (const each of cases) {
    await runnableCase('', each, middleware, statementOf({}))
      .run()
      .catch(() => failed.push(each.name));
  }
  return failed;
}

test('names its cases after the request', () => {
  expect(answersOf({ REQUEST_METHOD: 'OPTIONS', PATH_INFO: '/a' }).map(({ name }) => name)).toEqual([
    'answers OPTIONS /a by itself',
    'answers OPTIONS /a to a client that goes away',
    'answers OPTIONS /a again while it answers it',
  ]);
  expect(cases.map(({ name }) => name)).toContain('gives HEAD /health no other length than GET');
});

test('passes a middleware that answers', async () => {
  const healthy = health((startResponse) => {
    startResponse('200 OK', [['Content-Length', '2']]);
    return ['ok'];
  });
  expect(await failedBy(healthy)).toEqual([]);
});

test('catches one that calls the application', async () => {
  expect(await failedBy((app) => app)).toEqual([
    'answers GET /health by itself',
    'answers GET /health to a client that goes away',
    'answers GET /health again while it answers it',
  ]);
});

test('catches one that breaks a rule in its answer', async () => {
  expect(await failedBy(health(() => ['ok']))).toContain('answers GET /health by itself');
});

test('catches one that keeps one body for all answers', async () => {
  const chunks = ['ok'];
  const body = { [Symbol.iterator]: () => iterator };
  const iterator: Iterator<string> = {
    next: () => {
      const value = chunks.shift();
      return value === undefined ? { done: true, value } : { done: false, value };
    },
  };
  const once = health((startResponse) => {
    startResponse('200 OK', [['Content-Length', '2']]);
    return body;
  });
  expect(await failedBy(once)).toContain('answers GET /health again while it answers it');
});

test('catches one that gives HEAD the length of nothing', async () => {
  const nothing = health((startResponse, method) => {
    const chunks = method === 'HEAD' ? [] : ['ok'];
    startResponse('200 OK', [['Content-Length', String(chunks.length * 2)]]);
    return chunks;
  });
  expect(await failedBy(nothing)).toEqual(['gives HEAD /health no other length than GET']);
});
