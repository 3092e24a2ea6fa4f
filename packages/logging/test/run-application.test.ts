import { AsyncLocalStorage } from 'node:async_hooks';

import { describe, expect, test } from 'vitest';

import type { Application, Body, Chunk, Middleware } from '@tsgi/contract';
import { client, environ } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';

import { runApplication } from '../src/run-application.ts';

const storage = new AsyncLocalStorage<string>();

const within: Middleware = (app) => (request, startResponse) =>
  runApplication(app, request, startResponse, (fn) => storage.run('inside', fn));

const here = (): string => storage.getStore() ?? 'outside';

const answering =
  (body: () => Body): Application =>
  (_environ, startResponse) => {
    startResponse('200 OK', []);
    return body();
  };

const contentOf = async (app: Application): Promise<string> => (await client(within(app)).get('/')).text();

test('runs the application inside', async () => {
  expect(await contentOf(answering(() => [here()]))).toBe('inside');
  expect(here()).toBe('outside');
});

test('runs what comes of a promise inside', async () => {
  expect(
    await contentOf(async (_environ, startResponse) => {
      await Promise.resolve();
      startResponse('200 OK', []);
      return [here()];
    }),
  ).toBe('inside');
});

test('runs a generator inside, to its end', async () => {
  let end: string | undefined;
  const app = answering(function* () {
    try {
      yield `${here()} `;
      yield here();
    } finally {
      end = here();
    }
  });
  expect(await contentOf(app)).toBe('inside inside');
  expect(end).toBe('inside');
});

test('runs an asynchronous generator inside', async () => {
  const app = answering(async function* () {
    yield `${here()} `;
    await Promise.resolve();
    yield here();
  });
  expect(await contentOf(app)).toBe('inside inside');
});

test('runs the disposal inside', async () => {
  const seen: string[] = [];
  const disposable = (key: typeof Symbol.dispose | typeof Symbol.asyncDispose): Body => ({
    *[Symbol.iterator](): Iterator<Chunk> {
      yield 'a';
    },
    [key]: () => void seen.push(here()),
  });
  for (const key of [Symbol.dispose, Symbol.asyncDispose] as const) {
    const response = await client(within(answering(() => disposable(key)))).get('/');
    await response.outcome();
  }
  expect(seen).toEqual(['inside', 'inside']);
});

const startNothing = (): void => {};

const sendingFile: Application = (inner, startResponse) => {
  startResponse('200 OK', []);
  return inner['tsgi.file_wrapper']!('/a');
};

test('leaves an array, and what the server has made, as they are', () => {
  const array = ['a'];
  expect(within(answering(() => array))(environ(), startNothing)).toBe(array);
  const file: Body = { *[Symbol.iterator]() {} };
  const request = environ({ 'tsgi.file_wrapper': () => file });
  expect(within(sendingFile)(request, startNothing)).toBe(file);
});

test('runs what an upgraded connection is given to inside', () => {
  let handle: ((connection: never) => unknown) | undefined;
  const body: Body = { *[Symbol.iterator]() {} };
  const request = environ({
    'tsgi.upgrade': (_headers, handler) => {
      handle = handler;
      return body;
    },
  });
  let seen: string | undefined;
  const app: Application = (inner) =>
    inner['tsgi.upgrade']!([['Upgrade', 'echo']], () => {
      seen = here();
    });
  expect(within(app)(request, startNothing)).toBe(body);
  handle?.(undefined as never);
  expect(seen).toBe('inside');
});

describe('conformance', () => {
  const changes = { environ: ['tsgi.file_wrapper', 'tsgi.upgrade'] };
  declareTests(middlewareConformance(within, { changes }), { describe, test });
});
