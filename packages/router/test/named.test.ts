import { text } from '@tsgi/web';
import { expect, test } from 'vitest';

import { get, mount, named, url } from '@tsgi/router';

test('gives a route a name for links', () => {
  expect(
    url([
      named(
        'home',
        get('/home', () => text('')),
      ),
    ])('home'),
  ).toBe('/home');
});

test('refuses a name that is no text, and a route without a path', () => {
  const route = get('/', () => text(''));
  expect(() => named('', route)).toThrow('named(): the name must be text');
  expect(() => named('a', mount('/a', text('')) as never)).toThrow(
    "named('a'): expected a route with a path, such as get(…)",
  );
});
