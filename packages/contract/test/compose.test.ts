import { describe, expect, test } from 'vitest';

import { compose, type Application, type Middleware } from '@tsgi/contract';

import { exampleEnviron } from './example-environ.ts';

const app: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['app'];
};

/** Writes its name around the body of the application within. */
const named =
  (name: string): Middleware =>
  (inner) =>
  (environ, startResponse) => [`${name}(`, ...(inner(environ, startResponse) as string[]), ')'];

const run = (application: Application): string => (application(exampleEnviron(), () => {}) as string[]).join('');

test('makes the first middleware the outermost', () => {
  expect(run(compose(named('a'), named('b'), named('c'))(app))).toBe('a(b(c(app)))');
});

test('changes nothing without a middleware', () => {
  expect(compose()(app)).toBe(app);
});

test('gives a middleware, which composes again and wraps any number of applications', () => {
  const stack = compose(named('a'), compose(named('b'), compose()), named('c'));
  expect(run(stack(app))).toBe('a(b(c(app)))');
  expect(run(stack(stack(app)))).toBe('a(b(c(a(b(c(app))))))');
});

test('wraps when it is given the application, each layer once, from the inside', () => {
  const calls: string[] = [];
  const noting =
    (name: string): Middleware =>
    (inner) => {
      calls.push(name);
      return inner;
    };
  const stack = compose(noting('a'), noting('b'));
  expect(calls).toEqual([]);
  stack(app);
  expect(calls).toEqual(['b', 'a']);
});

function head(): void {}

describe('refuses', () => {
  test.each([undefined, null, 'head', {}, [named('a')]] as never[])(
    '%j in the place of a middleware, at once',
    (wrong) => {
      expect(() => compose(named('a'), wrong)).toThrow(
        new TypeError(
          `compose(): argument 2 must be a middleware, a function from an application to an application, got ${typeof wrong}`,
        ),
      );
    },
  );

  test('a factory that was passed without being called, by its name', () => {
    expect(() => compose(head as unknown as Middleware)(app)).toThrow(
      new TypeError(
        'compose(): the middleware head must return an application, got undefined; was a factory passed without being called?',
      ),
    );
    expect(() => compose((() => 'x') as unknown as Middleware)(app)).toThrow('(anonymous)');
  });
});
