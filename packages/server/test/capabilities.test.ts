import type { Application, Environ } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { served, servedAsItIs } from './served.ts';

const UPGRADE = 'GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: shout/1, whisper\r\n\r\n';
const GET = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

/** Answers with the names of the capabilities that the environ has. */
const listing: Application = (environ, startResponse) => {
  const names = ['informational', 'trailers', 'file_wrapper', 'upgrade'];
  startResponse('200 OK', [['Offers', names.filter((name) => `tsgi.${name}` in environ).join(' ')]]);
  return [];
};

describe('offers', () => {
  test.each<[string, string, string]>([
    ['what every exchange over HTTP/1.1 can do', GET, 'informational trailers file_wrapper'],
    ['no trailers to HEAD', 'HEAD / HTTP/1.1\r\nHost: h\r\n\r\n', 'informational file_wrapper'],
    ['only files to HTTP/1.0', 'GET / HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: a\r\n\r\n', 'file_wrapper'],
    ['an upgrade to whoever asks for one', UPGRADE, 'informational trailers file_wrapper upgrade'],
    [
      'none where the connection option is missing',
      'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: a\r\n\r\n',
      'informational trailers file_wrapper',
    ],
    [
      'none where content follows',
      'POST / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: a\r\nContent-Length: 1\r\n\r\na',
      'informational trailers file_wrapper',
    ],
  ])('%s', async (_, request, names) => {
    await using serving = await served(listing);
    const client = await serving.client();
    client.send(request);
    expect((await client.answer(request.split(' ')[0])).header('offers')).toBe(names);
  });
});

/** Serves what `misuse` does with the environ, and gives the report that it leads to. */
async function reportOf(request: string, misuse: (environ: Environ) => unknown): Promise<string> {
  await using serving = await servedAsItIs((environ, startResponse) => {
    misuse(environ);
    startResponse('200 OK', []);
    return ['x'];
  });
  const client = await serving.client();
  client.send(request);
  expect((await client.answer()).status).toBe(500);
  return serving.errors.next();
}

describe('refuses', () => {
  test.each<[string, string, string, (environ: Environ) => unknown]>([
    ['a final status for an interim one', 'A26', GET, (environ) => environ['tsgi.informational']?.('200 OK', [])],
    ['trailers that are no function', 'A27', GET, (environ) => environ['tsgi.trailers']?.([] as never)],
    [
      'trailers promised twice',
      'A27',
      GET,
      (environ) => {
        environ['tsgi.trailers']?.(() => []);
        environ['tsgi.trailers']?.(() => []);
      },
    ],
    ['an upgrade without a handler', 'A29', UPGRADE, (environ) => environ['tsgi.upgrade']?.([], undefined as never)],
    ['a response beside an upgrade', 'A29', UPGRADE, (environ) => environ['tsgi.upgrade']?.([], () => {})],
    [
      'a hop-by-hop field beside an upgrade',
      'A9',
      UPGRADE,
      (environ) => environ['tsgi.upgrade']?.([['Transfer-Encoding', 'chunked']], () => {}),
    ],
  ])('%s (%s)', async (_, rule, request, misuse) => {
    expect(await reportOf(request, misuse)).toContain(`(rule ${rule})`);
  });
});
