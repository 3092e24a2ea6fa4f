import type { Application } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { say, served } from './served.ts';

test('gives requests of one connection to the application one after the other', async () => {
  let running = 0;
  const app: Application = async (environ, startResponse) => {
    expect(++running).toBe(1);
    await new Promise(setImmediate);
    environ['tsgi.exchange'].defer(() => void running--);
    startResponse('200 OK', []);
    return [environ.PATH_INFO];
  };
  await using serving = await served(app);
  const requests = ['/a', '/b', '/c'].map((path) => `GET ${path} HTTP/1.1\r\nHost: h\r\n`);
  const said = await say(serving.server.port, `${requests.join('\r\n')}Connection: close\r\n\r\n`);
  expect(said.match(/\/[abc]/g)).toEqual(['/a', '/b', '/c']);
});

test('looks at nothing that stands behind a request that is refused', async () => {
  const seen: string[] = [];
  await using serving = await served((environ, startResponse) => {
    seen.push(environ.PATH_INFO);
    startResponse('200 OK', []);
    return [];
  });
  const said = await say(
    serving.server.port,
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n',
  );
  expect(said).toMatch(
    /^HTTP\/1\.1 400 Bad Request\r\n[^]*Host must be there once, and be a host \(RFC 9112 section 3\.2\)\n$/,
  );
  expect(seen).toEqual([]);
});
