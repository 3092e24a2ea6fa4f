/** What the suites do not show of answers through `node:http`. */

import type { Application } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { say, served } from './served.ts';

const GET = 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';

const accented: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Name', 'é']]);
  return ['é'];
};

test('keeps bytes of a head beyond ASCII apart from text that is sent with it', async () => {
  await using serving = await served(accented);
  const said = await say(serving.server.port, GET);
  expect(said).toContain('Name: \xe9\r\n');
  expect(said).toMatch(/\r\n\r\n\xc3\xa9$/);
});

test('keeps chunks apart that would make another character together', async () => {
  await using serving = await served((_environ, startResponse) => {
    startResponse('200 OK', []);
    return ['\u{1F600}'.slice(0, 1), '\u{1F600}'.slice(1)];
  });
  expect(await say(serving.server.port, GET)).toMatch(/\r\nContent-Length: 6\r\n[^]*\xef\xbf\xbd\xef\xbf\xbd$/);
});

test('sends the head where the first chunk is empty', async () => {
  const more = Promise.withResolvers<void>();
  await using serving = await served((_environ, startResponse) => {
    startResponse('200 OK', [['A', 'b']]);
    return (async function* () {
      yield '';
      await more.promise;
      yield 'content';
    })();
  });
  const answer = await fetch(serving.server.url);
  expect(answer.headers.get('a')).toBe('b');
  more.resolve();
  expect(await answer.text()).toBe('content');
});

test('gives a Date where the application gives none', async () => {
  await using serving = await served((environ, startResponse) => {
    startResponse('200 OK', environ.PATH_INFO === '/' ? [] : [['Date', 'today']]);
    return [];
  });
  expect(await say(serving.server.port, GET)).toMatch(/\r\nDate: \w{3}, \d\d /);
  expect((await say(serving.server.port, GET.replace('/', '/own'))).match(/Date: .*/g)).toEqual(['Date: today']);
});

test('has what was sent before a failure arrive, and no end behind it', async () => {
  await using serving = await served((_environ, startResponse) => {
    startResponse('200 OK', []);
    return (async function* () {
      yield 'one';
      throw new Error('on purpose');
    })();
  });
  expect(await say(serving.server.port, GET)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n3\r\none\r\n$/);
  expect(serving.reports.splice(0).join('')).toContain('on purpose');
});
