import type { ServerResponse } from 'node:http';

import type { Application, Environ, StartResponse } from '@tsgi/contract';
import { client, environ } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { mergeFields } from '../src/answer-through.ts';
import { fromConnect } from '../src/from-connect.ts';

/** A response on which these fields are set. */
function responseWith(fields: Record<string, string | string[]>): ServerResponse {
  const response = { getRawHeaderNames: () => Object.keys(fields), getHeader: (name: string) => fields[name] };
  return response as unknown as ServerResponse;
}

test('puts fields of the application in the place of those that were set before', () => {
  const response = responseWith({ 'X-A': 'before', 'X-B': 'kept' });
  expect(mergeFields(response, [['x-a', 'after']])).toEqual([
    ['X-B', 'kept'],
    ['x-a', 'after'],
  ]);
});

test('adds up fields that hold more than one value', () => {
  const response = responseWith({ 'Set-Cookie': ['a=1', 'b=2'], Vary: 'Origin' });
  expect(
    mergeFields(response, [
      ['set-cookie', 'c=3'],
      ['Vary', 'Cookie'],
    ]),
  ).toEqual([
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
    ['Vary', 'Origin'],
    ['set-cookie', 'c=3'],
    ['Vary', 'Cookie'],
  ]);
});

const streaming: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return new Set(['a', 'b']);
};

test('writes through what middleware has put before write and end', async () => {
  const shouting = fromConnect((_request, response, next) => {
    const write = response.write.bind(response) as (chunk: unknown) => boolean;
    response.write = ((chunk: unknown) => write(String(chunk).toUpperCase())) as typeof response.write;
    next();
  });
  const answer = await client(shouting(streaming)).get('/');
  expect(await answer.text()).toBe('AB');
});

test('leaves what is no body to the server', async () => {
  const written = fromConnect((_request, response, next) => {
    response.on('finish', () => {});
    next();
  });
  const started: string[] = [];
  const app = written(((_environ: Environ, startResponse: StartResponse) => startResponse('200 OK', [])) as never);
  expect(await app(environ(), (status) => void started.push(status))).toBeUndefined();
  expect(started).toEqual(['200 OK']);
});
