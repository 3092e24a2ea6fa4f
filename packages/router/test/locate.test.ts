import { text } from '@tsgi/web';
import { expect, test } from 'vitest';

import { get, mount, post } from '@tsgi/router';

import { locate, type Spelling } from '../src/locate.ts';
import { RouteTable } from '../src/route-table.ts';

const answer = (): ReturnType<typeof text> => text('');
const table = new RouteTable(
  [
    get('/a/:b', answer),
    post('/a/:b', answer),
    get('/Dir/', answer),
    mount('/App', text('')),
    get('/w/*rest/', answer),
  ],
  undefined,
);

const found = (method: string, path: string, trailingSlash: Spelling, letterCase: Spelling): string | undefined => {
  const located = locate(table, method, path, { trailingSlash, letterCase });
  switch (located?.type) {
    case 'match':
      return `${located.match.entry.pattern} ${Object.values(located.match.params).join()}`.trim();
    case 'redirect':
      return `→ ${located.path}`;
    case 'options':
    case 'refused':
      return `${located.type} ${located.allowed.join()}`;
    case 'malformed':
    case undefined:
    default:
      return located?.type;
  }
};

test.each([
  ['GET', '/a/x', 'exact', 'exact', '/a/:b x'],
  ['GET', '/a/x/', 'exact', 'exact', undefined],
  ['GET', '/A/x', 'exact', 'exact', undefined],
  ['PUT', '/a/x', 'exact', 'exact', 'refused GET,HEAD,POST,OPTIONS'],
  ['OPTIONS', '/a/x', 'exact', 'exact', 'options GET,HEAD,POST,OPTIONS'],
  ['GET', '/a/%FF', 'exact', 'exact', 'malformed'],
  ['GET', '/a/x/', 'ignore', 'exact', '/a/:b x'],
  ['GET', '/a/x/', 'redirect', 'exact', '→ /a/x'],
  ['GET', '/Dir', 'redirect', 'exact', '→ /Dir/'],
  ['PUT', '/a/x/', 'redirect', 'exact', 'refused GET,HEAD,POST,OPTIONS'],
  ['GET', '/', 'redirect', 'redirect', undefined],
  ['GET', '/A/X', 'exact', 'ignore', '/a/:b X'],
  ['GET', '/A/X', 'exact', 'redirect', '→ /a/X'],
  ['PUT', '/A/X', 'exact', 'redirect', 'refused GET,HEAD,POST,OPTIONS'],
  ['GET', '/dir', 'redirect', 'redirect', '→ /Dir/'],
  ['GET', '/dir', 'ignore', 'redirect', '→ /Dir'],
  ['GET', '/dir', 'redirect', 'ignore', '→ /dir/'],
  ['GET', '/dir', 'ignore', 'ignore', '/Dir/'],
  ['GET', '/app/X', 'exact', 'redirect', '→ /App/X'],
  ['GET', '/none/Such', 'redirect', 'redirect', undefined],
] as const)('%s %s, slash %s, case %s', (method, path, slash, letters, expected) => {
  expect(found(method, path, slash, letters)).toBe(expected);
});

test('redirects to no other site', () => {
  const wild = new RouteTable([get('/*all/', answer)], undefined);
  const spellings = { trailingSlash: 'redirect', letterCase: 'exact' } as const;
  expect(locate(wild, 'GET', '//evil.example', spellings)).toBeUndefined();
  expect(locate(wild, 'GET', '/good', spellings)).toEqual({ type: 'redirect', path: '/good/' });
});
