import { expect, test } from 'vitest';

import { router } from '@tsgi/router';

import { tableOf } from '../src/routed-application.ts';
import { notFound } from './not-found.ts';

test('knows the table of what a router made, and of nothing else', () => {
  const routing = router([]);
  expect(tableOf(routing(notFound))).toBe(tableOf(routing(notFound)));
  expect(tableOf(routing(notFound))?.entries).toEqual([]);
  expect(tableOf(notFound)).toBeUndefined();
});
