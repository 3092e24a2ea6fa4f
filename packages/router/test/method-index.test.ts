import { text } from '@tsgi/web';
import { describe, expect, test } from 'vitest';

import { any, get, head, mount, options, post, type Route } from '@tsgi/router';

import { RouteTable } from '../src/route-table.ts';

const answer = (): ReturnType<typeof text> => text('');

const patternOf = (routes: readonly Route[], method: string, path: string): string | undefined => {
  const found = new RouteTable(routes, undefined).exact.find(method, path);
  return found && `${found.entry.method ?? 'any'} ${found.entry.pattern}`;
};

describe('HEAD', () => {
  test('is GET where it has no route of its own', () => {
    expect(patternOf([get('/a', answer)], 'HEAD', '/a')).toBe('GET /a');
    expect(patternOf([get('/a', answer), head('/b', answer)], 'HEAD', '/a')).toBe('GET /a');
  });

  test('has its own route before that for GET, whichever comes first', () => {
    expect(patternOf([get('/a', answer), head('/a', answer)], 'HEAD', '/a')).toBe('HEAD /a');
  });

  test('goes by the order between GET and any', () => {
    const routes = [head('/x', answer), get('/:a', answer), any('/*b', answer)];
    expect(patternOf(routes, 'HEAD', '/a')).toBe('GET /:a');
    expect(patternOf([head('/x', answer), any('/a', answer), get('/:b', answer)], 'HEAD', '/a')).toBe('any /a');
  });
});

const allowed = (routes: readonly Route[], path: string): readonly string[] | undefined =>
  new RouteTable(routes, undefined).exact.allowed(path);

describe('the methods of a path', () => {
  test('come in the order of the routes, with HEAD beside GET, and OPTIONS once', () => {
    const routes = [post('/a', answer), get('/:b', answer), options('/c', answer), head('/:d', answer)];
    expect(allowed(routes, '/a')).toEqual(['POST', 'GET', 'HEAD', 'OPTIONS']);
    expect(allowed(routes, '/c')).toEqual(['GET', 'HEAD', 'OPTIONS']);
    expect(allowed(routes, '/x/y')).toBeUndefined();
  });

  test('are known for methods that are no method of JavaScript objects either', () => {
    expect(patternOf([get('/a', answer)], 'constructor', '/a')).toBeUndefined();
    expect(patternOf([mount('/a', text(''))], '__proto__', '/a')).toBe('any /a/*');
  });
});
