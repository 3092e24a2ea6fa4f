import { client, type TestClient } from '@tsgi/testing';
import { beforeEach, expect, test } from 'vitest';

import { Pulse } from '../pulse.ts';

let pulse: Pulse;
let closing: AbortController;
let http: TestClient;

beforeEach(() => {
  pulse = new Pulse();
  closing = new AbortController();
  http = client(pulse.stream(closing.signal));
});

/** The ids of the events in a text. */
const ids = (text: string): number[] => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

test('tells of each beat as it comes, until the site closes', async () => {
  pulse.beat();
  const seen: number[] = [];
  const response = await http.get('/');
  pulse.beat();
  for await (const { text } of response.chunks()) {
    seen.push(...ids(text));
    if (seen.length < 3) pulse.beat();
    else closing.abort();
  }
  // The first was over before anybody listened.
  expect(seen).toEqual([2, 3, 4]);
});

test.each([
  ['2', [3, 4]],
  ['4', []],
  ['99', []],
  ['x', []],
])('gives a client that had %s last what it has missed', async (last, missed) => {
  for (let n = 0; n < 4; n++) pulse.beat();
  const response = await http.get('/', { headers: { 'Last-Event-ID': last } });
  if (missed.length === 0) pulse.beat();
  const seen: number[] = [];
  for await (const { text } of response.chunks()) {
    seen.push(...ids(text));
    if (seen.length === missed.length) pulse.beat();
    if (seen.length > missed.length) closing.abort();
  }
  expect(seen).toEqual([...missed, 5]);
});

test('keeps a minute', () => {
  for (let n = 0; n < 100; n++) pulse.beat();
  expect(pulse.latest.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, at) => 100 - at));
});
