import { describe, expect, test } from 'vitest';

import { failureForm, failureHeaders, failureResponse } from '../src/failure-response.ts';
import { environOf, exchange } from './exchange.ts';

const failure = { status: 404, detail: 'no <entry> 7', headers: [], issues: [] };

describe('the form', () => {
  test.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', 'html'],
    ['application/json', 'json'],
    ['application/problem+json', 'json'],
    ['text/plain', 'text'],
    ['*/*', 'text'],
    ['image/png', 'text'],
    ['', 'text'],
    ['nonsense;;;', 'text'],
  ])('for %j is %s', (Accept, form) => {
    expect(failureForm(environOf({ headers: { Accept } }))).toBe(form);
  });

  test('is text where nothing is asked for', () => {
    expect(failureForm(environOf())).toBe('text');
  });
});

describe('the answer', () => {
  test('in text', async () => {
    const answer = await exchange(failureResponse(failure, 'text'));
    expect(answer).toMatchObject({ status: 404, content: '404 Not Found\n\nno <entry> 7\n', synchronous: true });
    expect((await exchange(failureResponse({ ...failure, detail: undefined }, 'text'))).content).toBe(
      '404 Not Found\n',
    );
  });

  test('in HTML, escaped', async () => {
    const { content } = await exchange(failureResponse(failure, 'html'));
    expect(content).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(content).toContain('<h1>404 Not Found</h1>\n<p>no &lt;entry&gt; 7</p>');
  });

  test('in JSON', async () => {
    const answer = await exchange(failureResponse(failure, 'json'));
    expect(answer.header('Content-Type')).toBe('application/problem+json');
    expect(JSON.parse(answer.content)).toEqual({ status: 404, title: 'Not Found', detail: 'no <entry> 7' });
  });

  test('with what a schema found', async () => {
    const issues = [{ message: '<bad>', path: ['a', 0] }];
    const html = await exchange(failureResponse({ ...failure, status: 422, issues }, 'html'));
    expect(html.content).toContain('<ul><li>a.0: &lt;bad&gt;</li></ul>');
    const json = await exchange(failureResponse({ ...failure, status: 422, issues }, 'json'));
    expect(JSON.parse(json.content)).toMatchObject({ issues });
  });

  test('for a status without a reason', async () => {
    expect((await exchange(failureResponse({ ...failure, status: 499 }, 'text'))).content).toMatch(/^499\n/);
  });
});

test('depends on Accept, is not guessed at, and not kept where it is the program that failed', () => {
  const headers = [['Vary', 'Cookie']] as const;
  expect(failureHeaders({ ...failure, headers })).toEqual([
    ['Vary', 'Cookie, Accept'],
    ['X-Content-Type-Options', 'nosniff'],
  ]);
  expect(failureHeaders({ ...failure, status: 500 })).toContainEqual(['Cache-Control', 'no-store']);
  const kept = [['cache-control', 'max-age=5']] as const;
  expect(failureHeaders({ ...failure, status: 503, headers: kept })).not.toContainEqual(['Cache-Control', 'no-store']);
});
