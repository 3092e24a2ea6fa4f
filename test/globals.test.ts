/** No package changes what belongs to the runtime: importing them all, and crossing the gateway both ways, leaves it as it was. */

import { globSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import path from 'node:path';
import stream from 'node:stream';
import tls from 'node:tls';

import type { Application } from '@tsgi/contract';
import { expect, test } from 'vitest';

const root = path.dirname(import.meta.dirname);

/** What every property of `owner` is, and those of the prototype of each function among them, by a name that says where. */
function* propertiesOf(owner: object, name: string, depth: number): Generator<[string, unknown]> {
  for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
    const own = `${name}.${key}`;
    for (const [part, held] of Object.entries(property)) yield [`${own}: ${part}`, held];
    const { value } = property as { value: unknown };
    if (typeof value !== 'function' || depth === 0) continue;
    yield* propertiesOf(value, own, 0);
    if (typeof value.prototype === 'object' && value.prototype !== null) {
      yield* propertiesOf(value.prototype as object, `${own}.prototype`, 0);
    }
  }
}

function runtime(): Map<string, unknown> {
  const owners = { globalThis, http, http2, net, tls, stream };
  return new Map(Object.entries(owners).flatMap(([name, owner]) => [...propertiesOf(owner, name, 1)]));
}

function changes(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter(
    (name) => before.has(name) !== after.has(name) || !Object.is(before.get(name), after.get(name)),
  );
}

/** From a Fetch handler to an application, on to a listener, and to a Fetch handler in the end. */
async function crossTheGateway(): Promise<string> {
  const { fromFetch, toFetch } = await import('@tsgi/fetch');
  const { fromConnect, fromNode, toNode } = await import('@tsgi/node');
  const innermost: Application = fromFetch(async (request) => new Response(await request.text()));
  const middleware = fromConnect((_request, _response, next) => next());
  const handler = toFetch(middleware(fromNode(toNode(innermost))));
  return (await handler(new Request('http://localhost/', { method: 'POST', body: 'there and back' }))).text();
}

test('no package changes a global, or what Node has', async () => {
  // What the runtime and the frameworks of other tests make on first use is not ours.
  await (await fetch('data:,warm')).text();
  const before = runtime();
  expect(before.size).toBeGreaterThan(1000);
  const sources = globSync('packages/*/src/index.ts', { cwd: root });
  expect(sources.length).toBeGreaterThan(10);
  for (const source of sources) await import(path.join(root, source));
  for (const server of ['bun', 'deno', 'workers']) await import(path.join(root, `packages/fetch/src/${server}.ts`));
  expect(await crossTheGateway()).toBe('there and back');
  expect(changes(before, runtime())).toEqual([]);
}, 30_000);

test('a change would be seen', () => {
  const before = runtime();
  Object.defineProperty(Response.prototype, 'own', { value: 1, configurable: true });
  try {
    expect(changes(before, runtime())).toContain('globalThis.Response.prototype.own: value');
  } finally {
    Reflect.deleteProperty(Response.prototype, 'own');
  }
});
