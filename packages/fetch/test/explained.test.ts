import { expect, test } from 'vitest';

import { explained } from '../src/explained.ts';
import { LightRequest } from '../src/light-request.ts';
import { nativeRequest } from '../src/native-request.ts';
import { environOf } from './environ-of.ts';

const light = (): Request => new LightRequest(environOf(), 'http://h/') as object as Request;

function failureOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test.each<[string, (request: Request) => unknown]>([
  ['new Request()', (request) => failureOf(() => new Request(request, { headers: {} }))],
  ['fetch()', (request) => fetch(request).catch((error: unknown) => error)],
])('says what to do where %s refuses a light request', async (_what, refused) => {
  const request = light();
  const refusal = await refused(request);
  const error = explained(refusal, request) as Error;
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toContain('request.clone(), or set nativeRequests: true');
  expect(error.cause).toBe(refusal);
});

test('leaves every other failure as it is', () => {
  const other = new TypeError('no');
  expect(explained(other, light())).toBe(other);
  expect(explained('no', light())).toBe('no');
  const refusal = failureOf(() => new Request(light()));
  expect(explained(refusal, nativeRequest(environOf(), 'http://h/'))).toBe(refusal);
});
