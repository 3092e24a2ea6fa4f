import { expect, test } from 'vitest';

import { bothWatched, EVERYTHING } from '../src/line-format.ts';

test('two need together what one of them needs', () => {
  const times = { times: true, headers: false, content: false };
  const headers = { times: false, headers: true, content: false };
  expect(bothWatched(times, headers)).toEqual({ times: true, headers: true, content: false });
  expect(bothWatched(times, EVERYTHING)).toEqual(EVERYTHING);
});
