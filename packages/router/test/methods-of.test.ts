import { compose } from '@tsgi/contract';
import { text } from '@tsgi/web';
import { expect, test } from 'vitest';

import { any, get, group, mount, post, put, router } from '@tsgi/router';

import { methodsOf } from '../src/methods-of.ts';
import { RouteTable } from '../src/route-table.ts';
import { notFound } from './not-found.ts';

const answer = (): ReturnType<typeof text> => text('');

test('are those of all routes, each once, with those that a router answers of itself', () => {
  const routes = [post('/a', answer), get('/b', answer), group('/c', [], [post('/d', answer)]), any('/e', answer)];
  expect(methodsOf(new RouteTable(routes, undefined))).toEqual(['POST', 'GET', 'HEAD', 'OPTIONS']);
});

test('are also those of routers that are mounted, as far as compose has put layers around them', () => {
  const inner = router([put('/a', answer)])(notFound);
  const routes = [
    mount(
      '/a',
      compose(
        (app) =>
          (...call) =>
            app(...call),
      )(inner),
    ),
    mount('/b', text('')),
  ];
  expect(methodsOf(new RouteTable(routes, undefined))).toEqual(['PUT', 'OPTIONS']);
});
