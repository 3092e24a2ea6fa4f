import { expect, test } from 'vitest';

import { type Application, compose, layersOf, type Middleware } from '@tsgi/contract';

const hello: Application = function hello(_environ, startResponse) {
  startResponse('200 OK', []);
  return ['hello'];
};
const sessions: Middleware = (app) =>
  function withSession(environ, startResponse) {
    return app(environ, startResponse);
  };
const away: Application = function away() {
  return [];
};
const arrow: Middleware = (app) => (environ, startResponse) => app(environ, startResponse);

test('names the layers that compose has made, from the outermost to the application', () => {
  expect(layersOf(compose(sessions, arrow)(hello))).toEqual(['withSession', 'arrow', 'hello']);
});

test('knows those below each of them', () => {
  let below: readonly string[] = [];
  const curious: Middleware = (app) => {
    below = layersOf(app);
    return app;
  };
  expect(layersOf(compose(arrow, curious, sessions)(hello))).toEqual(['arrow', 'withSession', 'hello']);
  expect(below).toEqual(['withSession', 'hello']);
});

test('names those of a compose in a compose once each', () => {
  const stack = compose(sessions, compose(arrow, compose()));
  expect(layersOf(stack(hello))).toEqual(['withSession', 'arrow', 'hello']);
  expect(layersOf(stack(stack(hello)))).toEqual(['withSession', 'arrow', 'withSession', 'arrow', 'hello']);
});

test('knows the name alone of what was put together by hand', () => {
  expect(layersOf(sessions(hello))).toEqual(['withSession']);
  expect(layersOf(() => [])).toEqual(['(anonymous)']);
});

test('comes to an end where a middleware answers with an application that was there before', () => {
  const closed: Middleware = () => away;
  expect(layersOf(compose(closed, sessions, closed)(away))).toEqual(['away', 'withSession', 'away']);
  expect(layersOf(compose(sessions, closed, sessions)(away))).toContain('withSession');
});
