import { pathToRegexp } from 'path-to-regexp';
import { expect, test } from 'vitest';

import { any, type Converter, get, head, integer, mount, post, type Route } from '@tsgi/router';

import { type FlatToken, parsePath } from '../src/path-pattern.ts';
import { RouteTable } from '../src/route-table.ts';
import { random } from './random.ts';

const nothing = (): never => {
  throw new Error('not called');
};

/** What the router does, said simply: one route after the other, each as one expression. */
function findNaively(
  routes: readonly Route[],
  method: string,
  path: string,
): { row: number; params: object } | undefined {
  const rows = routes.map(({ kind }, row) => {
    if (kind.type === 'mount') {
      const takes = path === kind.prefix || path.startsWith(`${kind.prefix}/`);
      return takes ? { row, method: undefined, params: {} } : undefined;
    }
    if (kind.type !== 'path') throw new Error('only paths and mounts');
    // With and without each optional group, in path-to-regexp's order: a converter may refuse the first that matches.
    for (const tokens of parsePath(kind.path, '').forms) {
      const params = paramsOf(tokens, kind.converters, path);
      if (params !== undefined) return { row, method: kind.method, params };
    }
    return undefined;
  });
  const matching = rows.filter((row) => row !== undefined);
  const first = (...methods: readonly (string | undefined)[]): (typeof matching)[number] | undefined =>
    matching.find((row) => methods.includes(row.method));
  if (method !== 'HEAD') return first(method, undefined);
  const own = first('HEAD', undefined);
  return own?.method === 'HEAD' ? own : first('GET', undefined);
}

function paramsOf(
  tokens: readonly FlatToken[],
  converters: Readonly<Record<string, Converter<unknown> | undefined>>,
  path: string,
): object | undefined {
  const { regexp, keys } = pathToRegexp({ tokens }, { sensitive: true, trailing: false });
  const match = regexp.exec(path);
  if (match === null) return undefined;
  const params: Record<string, unknown> = {};
  for (const [index, key] of keys.entries()) {
    const text = decodeURIComponent(match[index + 1]!);
    const converter = converters[key.name];
    const value = key.type === 'wildcard' ? text.split('/') : converter === undefined ? text : converter.parse(text);
    if (value === undefined) return undefined;
    params[key.name] = value;
  }
  return params;
}

// Some that share their first letters, and some that are long: the index compares those in other ways.
const TEXTS = ['a', 'b', 'ab', 'a-b', 'x.json', '1', '12', 'é', 'abacus', 'documentation', 'documentaries'];
const SEGMENTS = [
  ':p',
  ':q',
  ':p',
  ':p-:q',
  ':p.json',
  'a-:p',
  'a:p',
  'a{-:p}',
  ':p{.:q}',
  '*w',
  '*w.json',
  'a*w',
  '{a}b',
];

test.each(Array.from({ length: 12 }, (_, index) => [(Date.now() % 1e9) + index]))(
  'finds what a loop over all routes finds (seed %i)',
  (seed) => {
    const { pick, upTo, chance } = random(seed);
    const makePath = (): string => {
      let path = '';
      const taken = new Set<string>();
      const length = upTo(4) + 1;
      for (let index = 0; index < length; index++) {
        const segment = chance(0.5) ? pick(TEXTS) : pick(SEGMENTS);
        const names = segment.match(/[:*]\w+/g)?.map((name) => name.slice(1)) ?? [];
        const free = names.some((name) => taken.has(name)) ? pick(TEXTS) : segment;
        for (const name of names) taken.add(name);
        path += chance(0.15) ? `{/${free}}` : `/${free}`;
      }
      if (chance(0.1)) path += '/';
      return path.startsWith('{') ? `/a${path}` : path;
    };
    const routes: Route[] = [];
    for (let tries = 0; tries < 60; tries++) {
      const make = pick([get, get, get, post, head, any]);
      const path = makePath();
      const route = chance(0.08)
        ? mount(
            path
              .replaceAll(/[^a-z/]|\/$/g, '')
              .replaceAll(/\/+/g, '/')
              .replace(/\/$/, ''),
            nothing,
          )
        : path.includes(':p') && chance(0.3)
          ? make(path, { p: integer }, nothing)
          : make(path, nothing);
      try {
        void new RouteTable([...routes, route], undefined);
        routes.push(route);
      } catch (error) {
        // That it cannot is the test of findConflict.
        if (!String(error).includes('can never match')) throw error;
      }
    }
    const table = new RouteTable(routes, undefined);
    let matched = 0;
    for (let tries = 0; tries < 400; tries++) {
      const parts = Array.from({ length: upTo(5) + 1 }, () =>
        pick([
          ...TEXTS,
          'a-1',
          '1-a-2',
          'c.json',
          '12.json',
          '',
          'zz',
          'ab-b.json',
          'abxcus',
          'documents',
          'dxcumentation',
        ]),
      );
      const path = `/${parts.join('/')}`.replaceAll('é', '%C3%A9');
      const method = pick(['GET', 'POST', 'HEAD', 'PUT']);
      const expected = findNaively(routes, method, path);
      const found = table.exact.find(method, path);
      const row = found === undefined ? undefined : table.entries.indexOf(found.entry);
      if (expected !== undefined) matched++;
      const wanted = { method, path, row: expected?.row, params: expected?.params };
      expect({ method, path, row, params: found?.params }).toEqual(wanted);
    }
    expect(matched).toBeGreaterThan(10);
  },
);
