import { describe, expect, test } from 'vitest';

import { developmentPage, shownLayers } from '../src/development-page.ts';
import { environOf, type Ask } from './exchange.ts';

const failure = { status: 500, detail: undefined, headers: [], issues: [] };
const pageOf = (error: unknown, ask?: Ask, readSource?: (file: string) => string | undefined): string =>
  developmentPage(error, failure, environOf(ask), { layers: ['answeringErrors', 'handled'], readSource }).toString();

function withStack(message: string, ...frames: string[]): Error {
  return Object.assign(new Error(message), {
    stack: [`Error: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join('\n'),
  });
}

test('shows the error, its stack, its causes and the environ', () => {
  const content = pageOf(new Error('outer', { cause: new TypeError('inner') }), { path: '/a' });
  expect(content).toContain('<h2>Error: outer</h2>');
  expect(content).toContain('<h2>Caused by: TypeError: inner</h2>');
  expect(content).toContain('development-page.test.ts');
  expect(content).toContain('<tr><th>PATH_INFO</th><td>/a</td></tr>');
});

function failing(): never {
  throw new Error('ENOENT');
}

describe('the source', () => {
  const text = Array.from({ length: 20 }, (_line, index) => `line ${index + 1} <b>`).join('\n');

  test('is shown around the line that failed, escaped', () => {
    const content = pageOf(withStack('a', 'show (/a.ts:10:3)'), {}, () => text);
    expect(content).toContain('<mark>   10  line 10 &lt;b&gt;\n</mark>');
    expect(content).toContain('    6  line 6 &lt;b&gt;');
    expect(content).not.toContain('line 5 ');
    expect(content).toContain('line 14 ');
    expect(content).not.toContain('line 15 ');
  });

  test('is asked for of files of the program alone, and of no file that a message names', () => {
    const asked: string[] = [];
    const error = withStack(
      'a\n    at x (/etc/passwd:1:1)',
      'a (node:fs:1:1)',
      'b (/x/node_modules/y.js:1:1)',
      'c (/a.ts:1:1)',
    );
    pageOf(error, {}, (file) => void asked.push(file));
    expect(asked).toEqual(['/a.ts']);
  });

  test('may be missing', () => {
    expect(pageOf(withStack('a', 'show (/a.ts:10:3)'), {}, failing)).not.toContain('<mark>');
  });
});

describe('the layers', () => {
  const error = withStack(
    'a',
    'show (/a.ts:1:1)',
    '/b.ts:1:1',
    'async sessions (/c.ts:1:1)',
    'answeringErrors (/d.ts:1:1)',
    'serve (/e.ts:1:1)',
  );

  test('are those that compose has put together, whatever the stack still has', () => {
    const layers = ['answeringErrors', 'logging', 'routed'] as const;
    expect(shownLayers(error, [...layers])).toEqual(layers);
    expect(shownLayers('text', [...layers])).toEqual(layers);
  });

  test('are read from the stack where they were put together by hand, up to its own', () => {
    expect(shownLayers(error, ['answeringErrors', 'sessions'])).toEqual(['answeringErrors', 'sessions', 'show']);
  });

  test('are the two that are known where the stack has lost its own', () => {
    const late = withStack('a', 'boom (/a.ts:1:1)', 'async serve (/e.ts:1:1)');
    expect(shownLayers(late, ['answeringErrors', 'handled'])).toEqual(['answeringErrors', 'handled']);
    expect(shownLayers('text', ['answeringErrors', 'handled'])).toEqual(['answeringErrors', 'handled']);
  });
});

test('shows the route that was taken, where a router has left it', () => {
  expect(pageOf(new Error('a'))).toContain('<p>GET /</p>');
  const environ = environOf({ path: '/users/7' });
  environ['tsgi.exchange'].state.set('http.route', '/users/:id');
  const surroundings = { layers: ['answeringErrors', 'routed'] as [string, string] };
  const content = developmentPage(new Error('a'), failure, environ, surroundings).toString();
  expect(content).toContain('<p>GET /users/7 (route /users/:id)</p>');
});

test('keeps secrets to itself', () => {
  const headers = { Cookie: 'id=secret', Authorization: 'Bearer secret', 'Proxy-Authorization': 'secret' };
  const content = pageOf(new Error('a'), { headers });
  expect(content).not.toContain('secret');
  expect(content).toContain('(9 characters, not shown)');
});

test('runs nothing that came with the request or the error', () => {
  const evil = '"><script>alert(1)</script>';
  const environ = { [`HTTP_X`]: evil, 'a.b': { toString: () => evil }, [`a.${evil}`]: 1 };
  expect(pageOf(new Error(evil, { cause: evil }), { environ })).not.toContain('<script>');
  expect(pageOf({ evil })).not.toContain('<script>');
});
