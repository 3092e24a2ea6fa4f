/** What answers over HTTP/2 look like to a client of `node:http2`. */

import { once } from 'node:events';
import { constants } from 'node:http2';

import type { Application, Body, HeaderList, Outcome, Status } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { type Answer, answerOf, served, session } from './served.ts';

const answering =
  (body: () => Body, status: Status = '200 OK', headers: HeaderList = []): Application =>
  (_environ, startResponse) => {
    startResponse(status, headers);
    return body();
  };

async function answer(app: Application, method = 'GET'): Promise<Answer> {
  await using serving = await served(app, { http2: true });
  const client = await session(serving.server.url);
  const answered = await answerOf(client.request({ ':path': '/', ':method': method }));
  client.close();
  return answered;
}

test('sends the length of an array, and none of what else is iterable', async () => {
  const array = await answer(answering(() => ['a', 'bc']));
  expect([array.headers['content-length'], array.text]).toEqual(['3', 'abc']);
  const set = await answer(answering(() => new Set(['a', '', 'bc'])));
  expect([set.headers['content-length'], set.text]).toEqual([undefined, 'abc']);
});

test.each<[string, Status, string, string | undefined]>([
  ['HEAD', '200 OK', 'HEAD', undefined],
  ['204', '204 No Content', 'GET', undefined],
  ['205', '205 Reset Content', 'GET', '0'],
  ['304', '304 Not Modified', 'GET', undefined],
])('sends no content to %s', async (_what, status, method, length) => {
  const { headers, text } = await answer(
    answering(() => ['content'], status),
    method,
  );
  expect([headers[':status'], headers['content-length'], text]).toEqual([Number(status.slice(0, 3)), length, '']);
});

test('sends fields in lower case, and repeated ones joined, but not cookies', async () => {
  const { headers } = await answer(
    answering(() => [], '200 OK', [
      ['Vary', 'Accept'],
      ['Set-Cookie', 'a=1'],
      ['vary', ' Cookie '],
      ['Set-Cookie', 'b=2'],
    ]),
  );
  expect(headers).toMatchObject({ vary: 'Accept, Cookie', 'set-cookie': ['a=1', 'b=2'] });
});

test('sends all bytes of a value but the blanks around it', async () => {
  const { headers } = await answer(answering(() => [], '200 OK', [['X-A', ' voil\u00c3\u00a0\t']]));
  expect(headers['x-a']).toBe('voil\u00c3\u00a0');
});

test('sends interim answers and trailer fields', async () => {
  const { interim, trailers, text } = await answer((environ, startResponse) => {
    environ['tsgi.informational']!('103 Early Hints', [['Link', '</a.css>; rel=preload']]);
    environ['tsgi.trailers']!(() => [['Server-Timing', 'all;dur=1']]);
    startResponse('200 OK', []);
    return ['content'];
  });
  expect(interim).toMatchObject([{ ':status': 103, link: '</a.css>; rel=preload' }]);
  expect([trailers['server-timing'], text]).toEqual(['all;dur=1', 'content']);
});

test.each([
  ['at once', 1],
  ['at once behind large chunks', 20_000],
])('resets the stream of a body that fails %s, behind what came before', async (_what, size) => {
  const app = answering(function* () {
    for (let count = 0; count < 3; count++) yield 'x'.repeat(size);
    throw new Error('no more');
  });
  const { text, rst, reports } = await failing(app);
  expect([text.length, rst]).toEqual([3 * size, constants.NGHTTP2_INTERNAL_ERROR]);
  expect(reports).toEqual([expect.stringContaining('GET / HTTP/2.0: Error: no more')]);
});

test('resets the stream of a body that fails when its client has all that came before, so that it does not look whole', async () => {
  const arrived = Promise.withResolvers<void>();
  const app = answering(async function* () {
    yield 'half';
    await arrived.promise;
    throw new Error('no more');
  });
  const { text, rst } = await failing(app, arrived.resolve);
  expect([text, rst]).toEqual(['half', constants.NGHTTP2_INTERNAL_ERROR]);
});

test('has what is deferred not wait for a client that takes nothing of an answer that fails', async () => {
  const outcome = Promise.withResolvers<Outcome>();
  const app: Application = (environ, startResponse) => {
    environ['tsgi.exchange'].defer(outcome.resolve);
    return answering(function* () {
      yield 'half';
      throw new Error('no more');
    })(environ, startResponse);
  };
  await using serving = await served(app, { http2: true });
  const client = await session(serving.server.url, { settings: { initialWindowSize: 0 } });
  await once(client, 'localSettings');
  client.request({ ':path': '/' }).on('error', () => {});
  expect(await outcome.promise).toMatchObject({ status: 200, error: new Error('no more') });
  serving.reports.splice(0);
  client.destroy();
});

async function failing(app: Application, onData = (): void => {}): Promise<Answer & { reports: string[] }> {
  const serving = await served(app, { http2: true });
  const client = await session(serving.server.url);
  const answered = await answerOf(client.request({ ':path': '/' }).on('data', onData));
  client.close();
  const reports = serving.reports.splice(0);
  await serving[Symbol.asyncDispose]();
  return { ...answered, reports };
}

test('asks for no more than a slow client takes', async () => {
  const piece = new Uint8Array(65_536);
  let asked = 0;
  const app = answering(function* () {
    for (; asked < 200; asked++) yield piece;
  });
  await using serving = await served(app, { http2: true });
  const client = await session(serving.server.url);
  const stream = client.request({ ':path': '/' });
  await once(stream, 'response');
  // The client reads nothing: its window, and what this side holds, fill up.
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  expect(asked).toBeLessThan(20);
  let received = 0;
  stream.on('data', (bytes: Buffer) => (received += bytes.length));
  await once(stream, 'end');
  expect([received, asked]).toEqual([200 * 65_536, 200]);
  client.close();
});
