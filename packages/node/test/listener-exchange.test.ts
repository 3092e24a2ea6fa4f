import { environ } from '@tsgi/testing';
import type { HeaderList, Status } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { ListenerExchange } from '../src/listener-exchange.ts';

function exchange(): { exchange: ListenerExchange; heads: [Status, HeaderList][] } {
  const heads: [Status, HeaderList][] = [];
  return { exchange: new ListenerExchange(environ(), (status, headers) => void heads.push([status, headers])), heads };
}

test('gives a head on without what is about the connection', async () => {
  const { exchange: under, heads } = exchange();
  const body = await under.run((_request, response) => {
    response.sendDate = false;
    response.writeHead(200, { Connection: 'close', A: 'b' });
    response.end();
  });
  expect(heads).toEqual([['200 OK', [['A', 'b']]]]);
  expect(Symbol.asyncIterator in body).toBe(true);
});

test.each([
  ['Fine indeed', '200 Fine indeed'],
  ['Très bien', '200 OK'],
])('gives on the reason %s', async (reason, status) => {
  const { exchange: under, heads } = exchange();
  await under.run((_request, response) => void response.writeHead(200, reason).end());
  expect(heads).toEqual([[status, expect.anything()]]);
});

test('knows whether anybody has had a hand on the response', () => {
  expect(exchange().exchange.isUntouched).toBe(true);
  const listened = exchange().exchange;
  listened.response.on('finish', () => {});
  expect(listened.isUntouched).toBe(false);
  const patched = exchange().exchange;
  patched.response.end = patched.response.end.bind(patched.response);
  expect(patched.isUntouched).toBe(false);
  const failed = exchange().exchange;
  failed.fail(new Error('no'));
  expect(failed.isUntouched).toBe(false);
});

test('fails where the listener destroys its connection before a head', async () => {
  const answer = exchange().exchange.run((_request, response) => void response.destroy());
  await expect(answer).rejects.toThrow('the listener destroyed its connection before the answer was complete');
});

test('answers past the response', async () => {
  const { exchange: under } = exchange();
  const answer = under.wait();
  under.answerWith(() => ['past']);
  await expect(answer).resolves.toEqual(['past']);
});
