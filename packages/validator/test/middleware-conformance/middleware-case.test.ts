import type { Application, Middleware } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { runnableCase, type MiddlewareCase } from '../../src/middleware-conformance/middleware-case.ts';
import { statementOf, type MiddlewareConformanceOptions } from '../../src/middleware-conformance/statement.ts';
import { withHead } from './fixtures/layers.ts';

const app: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['Hello'];
};

const hello: MiddlewareCase = { name: 'passes a greeting on', rules: ['A12'], app };

const identity: Middleware = (inner) => inner;

const silent: Middleware = () => () => new Promise(() => {});

/** What a case says of a middleware; '' where it says nothing. */
async function said(
  each: MiddlewareCase,
  middleware: Middleware = identity,
  options: MiddlewareConformanceOptions = {},
): Promise<string> {
  return runnableCase('greetings', each, middleware, statementOf(options))
    .run()
    .then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
}

test('makes a case that a runner can run', async () => {
  const { run, ...rest } = runnableCase('greetings', hello, identity, statementOf({}));
  expect(rest).toEqual({ topic: 'greetings', name: 'passes a greeting on', rules: ['A12'] });
  await run();
});

test('says why a case is skipped', () => {
  const moot: MiddlewareCase = { ...hello, moot: ({ waits }) => (waits ? 'waits' : undefined) };
  expect(runnableCase('', moot, identity, statementOf({ waits: true })).skip).toBe('for a middleware that waits');
  expect(runnableCase('', moot, identity, statementOf({}))).not.toHaveProperty('skip');
});

test('names the middleware, the case, the rules, and what was to be seen', async () => {
  const message = await said(hello, function louder(inner) {
    return withHead((status) => [status, [['X-Loud', 'yes']]])(inner);
  });
  expect(message).toContain('the middleware louder passes a greeting on: expected no more fields, got X-Loud: yes');
  expect(message).toContain('(A12)');
  expect(message).toContain('the client got: 200 OK [["X-Loud","yes"]]');
  expect(message).toContain('the application: was called');
});

test('fails for a breach that the validator sees, and names that', async () => {
  const message = await said(
    hello,
    withHead((status) => [status, [['Connection', 'close']]]),
  );
  expect(message).toMatch(/gave startResponse the header Connection\. .* \(rule A9\)/);
});

test('fails for what the case expects beyond that', async () => {
  const picky: MiddlewareCase = {
    ...hello,
    expect: ({ chunks }) => {
      throw new Error(`expected more than ${chunks.length} chunk`);
    },
  };
  expect(await said(picky)).toContain('expected more than 1 chunk');
});

test('compares nothing where the exchange is to be another', async () => {
  const middleware = withHead(() => ['404 Not Found', []]);
  expect(await said({ ...hello, differs: true }, middleware)).toBe('');
  expect(await said(hello, middleware)).not.toBe('');
});

test('does not wait for ever', async () => {
  expect(await said(hello, silent, { caseMs: 20 })).toContain('waited in vain for 20 ms');
});

test('asks with what the middleware needs, and what the case needs', async () => {
  const seen: unknown[] = [];
  await said(
    {
      ...hello,
      exchanges: 2,
      request: (index) => ({ environ: { HTTP_X_INDEX: String(index) } }),
      expect: ({ given }) => void seen.push([given.HTTP_X_TOKEN, given.HTTP_X_INDEX, given.QUERY_STRING]),
    },
    identity,
    { environ: { HTTP_X_TOKEN: 'secret' } },
  );
  expect(seen).toEqual([
    ['secret', '0', 'case=passes-a-greeting-on&exchange=1'],
    ['secret', '1', 'case=passes-a-greeting-on&exchange=2'],
  ]);
});
