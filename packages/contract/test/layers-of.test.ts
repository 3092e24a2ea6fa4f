import { expect, test } from 'vitest';

import { type Application, compose, layersOf, type Middleware } from '@tsgi/contract';

const namesOf = (app: Application): string[] => layersOf(app).map(({ name }) => name);

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
  expect(namesOf(compose(sessions, arrow)(hello))).toEqual(['withSession', 'arrow', 'hello']);
});

test('gives the applications, too', () => {
  const app = compose(sessions)(hello);
  expect(layersOf(app).map((layer) => layer.app)).toEqual([app, hello]);
});

test('knows those below each of them', () => {
  let below: readonly string[] = [];
  const curious: Middleware = (app) => {
    below = namesOf(app);
    return app;
  };
  expect(namesOf(compose(arrow, curious, sessions)(hello))).toEqual(['arrow', 'withSession', 'hello']);
  expect(below).toEqual(['withSession', 'hello']);
});

test('names those of a compose in a compose once each', () => {
  const stack = compose(sessions, compose(arrow, compose()));
  expect(namesOf(stack(hello))).toEqual(['withSession', 'arrow', 'hello']);
  expect(namesOf(stack(stack(hello)))).toEqual(['withSession', 'arrow', 'withSession', 'arrow', 'hello']);
});

test('knows the name alone of what was put together by hand', () => {
  expect(namesOf(sessions(hello))).toEqual(['withSession']);
  expect(namesOf(() => [])).toEqual(['(anonymous)']);
});

test('comes to an end where a middleware answers with an application that was there before', () => {
  const closed: Middleware = () => away;
  expect(namesOf(compose(closed, sessions, closed)(away))).toEqual(['away', 'withSession', 'away']);
  expect(namesOf(compose(sessions, closed, sessions)(away))).toContain('withSession');
});
