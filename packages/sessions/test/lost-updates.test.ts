/** Whatever requests meet, and in whatever order: what was answered with 200 is there in the end. */

import { expect, test } from 'vitest';

import { compose } from '@tsgi/contract';
import { memoryStore, sessions, type SessionsOptions, type SessionStore } from '@tsgi/sessions';
import { client } from '@tsgi/testing';
import { errors } from '@tsgi/web';

import { randomNumbers } from '../../../test/random-numbers.ts';
import { SECRET, visit } from './visit.ts';

const CONNECTIONS = 8;
const REQUESTS = 240;

type Random = ReturnType<typeof randomNumbers>;

/** Some turns of the event loop, or none. */
async function turns(random: Random): Promise<void> {
  for (let left = random.below(4); left > 0; left--) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** A store whose answers come in any order. */
function jittered(store: SessionStore, random: Random): SessionStore {
  const late = async <T>(work: () => T): Promise<Awaited<T>> => {
    await turns(random);
    const result = await work();
    await turns(random);
    return result;
  };
  return {
    read: (key) => late(() => store.read(key)),
    write: (session) => late(() => store.write(session)),
    touch: (key, expiresAt) => late(() => store.touch(key, expiresAt)),
    delete: (key, version) => late(() => store.delete(key, version)),
  };
}

const kinds: readonly (readonly [string, (random: Random) => SessionsOptions])[] = [
  ['in a store', (random) => ({ store: jittered(memoryStore(), random) })],
  ['sealed, in one process', () => ({ secrets: SECRET })],
];

test.each(kinds)('no answered change is lost, %s', async (_kind, options) => {
  const random = randomNumbers();
  const app = visit({
    count: async (found) => {
      await turns(random);
      found.update('count', (count) => Number(count ?? 0) + 1);
      await turns(random);
      return found.isNew;
    },
    mark: async (found, { query }) => {
      found.set(query.get('key') ?? '', true);
      const list = found.get('list') as unknown[];
      await turns(random);
      return found.isNew || list === undefined;
    },
    renew: async (found) => {
      found.regenerate();
      await turns(random);
      return found.isNew;
    },
    begin: (found) => found.set('list', []),
    read: (found, { query }) => [found.get('count'), query.getAll('key').filter((key) => !found.has(key))],
  });
  const http = client(compose(errors(), sessions(options(random)))(app), { origin: 'https://example.org' });
  const begun = await http.get('/begin');
  let cookie = begun.header('Set-Cookie')!.split(';')[0]!;
  let counted = 0;
  const marked: string[] = [];
  const statuses = new Set<number>();

  let left = REQUESTS;
  const connection = async (): Promise<void> => {
    while (left-- > 0) {
      const key = `key${left}`;
      const dice = random.below(20);
      const path = dice < 12 ? '/count' : dice < 18 ? '/mark' : '/renew';
      const response = await http.get(path, { query: { key }, headers: { Cookie: cookie } });
      statuses.add(response.status);
      // What came with an id that was dead already is in a session of its own.
      if (response.status !== 200 || (await response.json()) !== false) continue;
      if (path === '/count') counted++;
      else if (path === '/mark') marked.push(key);
      else cookie = response.header('Set-Cookie')!.split(';')[0]!;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));

  const response = await http.get('/read', { query: { key: marked }, headers: { Cookie: cookie } });
  const message = `TSGI_SEED=${random.seed}`;
  expect(await response.json(), message).toEqual([counted, []]);
  expect(
    [...statuses].filter((status) => status !== 200 && status !== 409),
    message,
  ).toEqual([]);
});
