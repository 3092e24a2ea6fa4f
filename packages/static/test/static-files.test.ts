import { mkdir, open, truncate, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { mount, router } from '@tsgi/router';
import { serve, type Server } from '@tsgi/server';
import { staticFiles } from '@tsgi/static';
import { client, type TestClient } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';

import { behind, CHANGED, type Folder, LAST_MODIFIED, makeFolder } from './folder.ts';

const LARGE = Buffer.from(Array.from({ length: 2_500_000 }, (_, i) => i % 251));
const SCRIPT = 'export const a = 1;\n'.repeat(50);

let folder: Folder;

beforeAll(async () => {
  folder = await makeFolder({
    'root/a.txt': '0123456789',
    'root/empty': '',
    'root/large.bin': LARGE,
    'root/page.html': '<p>你好',
    'root/docs/index.html': 'docs',
    'root/bare/x.txt': 'x',
    'root/app.js': SCRIPT,
    'root/app.js.gz': gzipSync(SCRIPT),
    'root/assets/app-1b2c3d4e.js': SCRIPT,
    'root/.env': 'secret',
    'root/.git/config': 'secret',
    'root/.well-known/security.txt': 'Contact: x',
    'root/a b.txt': 'space',
    'outside.txt': 'outside',
  });
  await folder.link('root/out.txt', '../outside.txt');
});
afterAll(async () => folder[Symbol.asyncDispose]());

/** Paths that name nothing which may be sent. */
const LEFT: readonly string[] = [
  '/.env',
  '/%2eenv',
  '/.git/config',
  '/out.txt',
  '/missing',
  '//a.txt',
  '/docs//',
  '/a.txt/',
  '/..%2Foutside.txt',
  '/%2e%2e/outside.txt',
  '/..%5Coutside.txt',
  '/..%255coutside.txt',
  '/docs/..%2f..%2foutside.txt',
  '/C:/a.txt',
  '//evil.example',
  '//evil.example/..',
  '/%252e%252e/outside.txt',
];

const root = (): string => folder.to('root');

test('answers with a file', async () => {
  await (
    await client(staticFiles(root())(behind)).get('/a.txt')
  ).expect({
    status: 200,
    text: '0123456789',
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': '10',
      'Last-Modified': LAST_MODIFIED,
      ETag: /^W\/"a-[0-9a-f]+"$/,
      'Cache-Control': 'no-cache',
      'Accept-Ranges': 'bytes',
      'X-Content-Type-Options': 'nosniff',
    },
  });
});

describe.each(['in memory', 'over a socket'])('%s', (where) => {
  let server: Server | undefined;
  let http: TestClient;

  beforeAll(async () => {
    const app = staticFiles(root(), { listing: true, extensions: ['html'] })(behind);
    if (where === 'over a socket') server = await serve(app, { host: '127.0.0.1', port: 0 });
    http = client(server?.url ?? app);
  });
  afterAll(async () => server?.close());

  // Twice each: as it is found, and as it is remembered.
  describe.each([1, 2])('the %i. time', () => {
    test.each(['GET', 'HEAD'])('%s has the same head', async (method) => {
      const response = await http.request(method, '/large.bin');
      await response.expect({ status: 200, headers: { 'Content-Length': '2500000' } });
      expect((await response.bytes()).length).toBe(method === 'GET' ? LARGE.length : 0);
    });

    test.each<[string, string, Buffer]>([
      ['/large.bin', 'bytes=2400000-', LARGE.subarray(2_400_000)],
      ['/large.bin', 'bytes=65530-65545', LARGE.subarray(65_530, 65_546)],
      ['/large.bin', 'bytes=-1', LARGE.subarray(-1)],
      ['/a.txt', 'bytes=3-5', Buffer.from('345')],
    ])('sends of %s the range %s', async (path, Range, expected) => {
      const response = await http.get(path, { headers: { Range } });
      await response.expect({ status: 206, headers: { 'Content-Length': String(expected.length) } });
      expect(Buffer.from(await response.bytes()).equals(expected)).toBe(true);
    });

    test.each(['/large.bin', '/a.txt'])('sends of %s several ranges', async (path) => {
      const response = await http.get(path, { headers: { Range: 'bytes=1-2,5-6' } });
      await response.expect({ status: 206, headers: { 'Content-Type': /^multipart\/byteranges/ } });
      const parts = (await response.text()).split(/\r\n?--/);
      expect(parts.filter((part) => part.includes('Content-Range: bytes'))).toHaveLength(2);
      expect(String((await response.bytes()).length)).toBe(response.header('Content-Length'));
    });

    test('answers 304 without content, and 412', async () => {
      const etag = (await http.head('/a.txt')).header('ETag')!;
      await (await http.get('/a.txt', { headers: { 'If-None-Match': etag } })).expect({ status: 304, text: '' });
      await (await http.get('/a.txt', { headers: { 'If-Match': etag } })).expect({ status: 412, text: '' });
    });

    test('sends an empty file', async () => {
      await (await http.get('/empty')).expect({ status: 200, text: '', headers: { 'Content-Length': '0' } });
      const Range = 'bytes=0-';
      await (
        await http.get('/empty', { headers: { Range } })
      ).expect({ status: 416, headers: { 'Content-Range': 'bytes */0' } });
    });

    test('sends what is compressed to clients that can read it', async () => {
      const zipped = await http.get('/app.js', { headers: { 'Accept-Encoding': 'gzip, br' } });
      await zipped.expect({
        status: 200,
        headers: {
          'Content-Encoding': 'gzip',
          Vary: 'Accept-Encoding',
          'Content-Type': 'text/javascript; charset=utf-8',
        },
      });
      expect(Buffer.from(await zipped.bytes()).equals(gzipSync(SCRIPT))).toBe(true);
      const plain = await http.get('/app.js', { headers: { 'Accept-Encoding': 'gzip;q=0' } });
      await plain.expect({ status: 200, text: SCRIPT, headers: { Vary: 'Accept-Encoding' } });
      expect(plain.header('ETag')).not.toBe(zipped.header('ETag'));
      await (await http.get('/app.js', { headers: { 'Accept-Encoding': 'br, *;q=0' } })).expect({ status: 406 });
    });

    test('has index pages, redirects, listings and short names', async () => {
      await (await http.get('/docs/')).expect({ status: 200, text: 'docs' });
      await (await http.get('/docs?a=b')).expect({ status: 301, headers: { Location: '/docs/?a=b' } });
      await (await http.get('/bare/')).expect({ status: 200, text: /x\.txt/ });
      await (await http.get('/bare')).expect({ status: 301, headers: { Location: '/bare/' } });
      await (await http.get('/page')).expect({ status: 200, text: '<p>你好' });
      await (await http.get('/a%20b.txt')).expect({ status: 200, text: 'space' });
    });

    test.each(LEFT)('leaves %s to the application', async (path) => {
      await (await http.get(path)).expect({ status: 404, text: /^behind: GET / });
    });

    test('serves what is well known', async () => {
      await (await http.get('/.well-known/security.txt')).expect({ status: 200, text: 'Contact: x' });
    });
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'get'])('leaves %s to the application', async (method) => {
    await (await http.request(method, '/a.txt')).expect({ status: 404, text: `behind: ${method} /a.txt` });
  });
});

test('is synchronous for what is in memory, and for what cannot be a name', async () => {
  const app = staticFiles(root(), { cache: { maxAge: 60_000 } })(behind);
  await (await client(app).get('/a.txt')).text();
  await (await client(app).get('/missing')).text();
  const { environ } = await import('@tsgi/testing');
  for (const PATH_INFO of ['/a.txt', '/missing', '/.env']) {
    expect(app(environ({ PATH_INFO }), () => {})).toBeInstanceOf(Array);
  }
});

const mounted = (): TestClient =>
  client(router([mount('/files', staticFiles(root(), { listing: true })(behind))])(behind));

describe('mounted under a prefix', () => {
  test('finds the same files', async () => {
    await (await mounted().get('/files/a.txt')).expect({ status: 200, text: '0123456789' });
    await (await mounted().get('/files/.env')).expect({ status: 404 });
    await (await mounted().get('/files/..%2foutside.txt')).expect({ status: 404 });
    await (await mounted().get('/a.txt')).expect({ status: 404 });
  });

  test('redirects to where it is mounted', async () => {
    await (await mounted().get('/files/docs?x')).expect({ status: 301, headers: { Location: '/files/docs/?x' } });
    await (await mounted().get('/files')).expect({ status: 301, headers: { Location: '/files/' } });
    expect(await (await mounted().get('/files/bare/')).text()).toContain('Index of /files/bare/');
  });
});

describe('a root', () => {
  test('can be a URL', async () => {
    const app = staticFiles(pathToFileURL(root()))(behind);
    await (await client(app).get('/a.txt')).expect({ status: 200 });
  });

  test.each([
    ['/nowhere/at/all', /^staticFiles\(\): root must be a directory, got '\/nowhere\/at\/all' \(Error: ENOENT/],
    ['', /^staticFiles\(\): root must be a path or a URL, got ""/],
    [7, /root must be a path or a URL, got 7/],
    [new URL('http://example.com/'), /root must be a file: URL, got http:\/\/example\.com\//],
  ])('cannot be %s', (given, message) => {
    expect(() => staticFiles(given as string)).toThrow(TypeError);
    expect(() => staticFiles(given as string)).toThrow(message);
  });
});

describe('options', () => {
  test('links are followed where that is chosen', async () => {
    await (
      await client(staticFiles(root(), { symlinks: 'follow' })(behind)).get('/out.txt')
    ).expect({ text: 'outside' });
  });

  test('strong tags are of the content, and let ranges go on', async () => {
    const http = client(staticFiles(root(), { etag: 'strong' })(behind));
    for (const path of ['/a.txt', '/large.bin']) {
      const etag = (await http.head(path)).header('ETag')!;
      expect(etag).toMatch(/^"[\w-]{22}"$/);
      const lengthFor = async (tag: string): Promise<number> =>
        (await (await http.get(path, { headers: { Range: 'bytes=0-4', 'If-Range': tag } })).bytes()).length;
      expect(await lengthFor(etag)).toBe(5);
      expect(await lengthFor('"other"')).toBe(path === '/a.txt' ? 10 : LARGE.length);
    }
  });

  test('names with a hash are cached for a year', async () => {
    const http = client(staticFiles(root(), { immutable: /-[0-9a-f]{8}\.\w+$/ })(behind));
    const forever = { 'Cache-Control': 'public, max-age=31536000, immutable' };
    await (await http.get('/assets/app-1b2c3d4e.js')).expect({ headers: forever });
    await (await http.get('/app.js')).expect({ headers: { 'Cache-Control': 'no-cache' } });
  });

  test('what a stranger can make fail is kept by no cache in place of a file', async () => {
    const http = client(staticFiles(root(), { immutable: /-[0-9a-f]{8}\.\w+$/ })(behind));
    for (const [field, value, status] of [
      ['If-Match', '"another"', 412],
      ['If-Unmodified-Since', 'Mon, 06 May 1974 07:08:09 GMT', 412],
      ['Range', 'bytes=999999-', 416],
    ] as const) {
      await (
        await http.get('/assets/app-1b2c3d4e.js', { headers: { [field]: value } })
      ).expect({ status, headers: { 'Cache-Control': 'no-store' } });
    }
  });

  test('an app that routes in the browser has its page, but not for what begins with a dot', async () => {
    const http = client(staticFiles(root(), { fallback: 'page.html' })(behind));
    const headers = { 'Sec-Fetch-Mode': 'navigate' };
    for (const path of [
      '/any/where',
      '/any/where',
      '/search/a%2Fb',
      '/a//b',
      '/a%5Cb',
      '/%E4',
      `/${'a'.repeat(13_000)}`,
    ]) {
      await (await http.get(path, { headers })).expect({ status: 200, text: '<p>你好' });
      await (await http.get(path)).expect({ status: 404 });
    }
    for (const path of ['/.env', '/any/.where', '/..%2Foutside.txt']) {
      await (await http.get(path, { headers })).expect({ status: 404 });
    }
    await (await http.post('/any/where', { headers })).expect({ status: 404 });
  });
});

describe('a file that changes', () => {
  test('is the new one at the next request, however little time has passed, without a cache', async () => {
    await using own = await makeFolder({ a: 'one' });
    const http = client(staticFiles(own.path, { cache: false })(behind));
    for (let i = 0; i < 5; i++) {
      await writeFile(own.to('a'), String(i));
      await (await http.get('/a')).expect({ text: String(i) });
    }
  });

  test('is the new one after the age that a cache may have', async () => {
    await using own = await makeFolder({ a: 'one' });
    const http = client(staticFiles(own.path, { cache: { maxAge: 1 } })(behind));
    await (await http.get('/a')).expect({ text: 'one' });
    await own.write('a', 'two', new Date(CHANGED.getTime() + 1));
    await expect.poll(async () => (await http.get('/a')).text()).toBe('two');
  });

  test.each<[string, (name: string) => Promise<void>]>([
    ['shrinks', (name) => truncate(name, 60_000_000)],
    [
      'is rewritten in its place',
      async (name) => {
        const file = await open(name, 'r+');
        await file.write('x', 63_999_999);
        await file.close();
      },
    ],
  ])('and %s while it is sent has its connection cut', async (_, change) => {
    await using own = await makeFolder({ large: '' });
    // More than all the buffers on the way hold.
    await truncate(own.to('large'), 64_000_000);
    let report = '';
    await using server = await serve(staticFiles(own.path)(behind), {
      host: '127.0.0.1',
      port: 0,
      errors: { write: (text) => void (report += text), flush() {} },
    });
    const http = client(server.url);
    const response = await http.get('/large');
    expect(response.header('Content-Length')).toBe('64000000');
    const chunks = response.chunks()[Symbol.asyncIterator]();
    const first = await chunks.next();
    await change(own.to('large'));
    let bytes = first.value?.bytes.length ?? 0;
    await expect(async () => {
      for (let step = await chunks.next(); step.done !== true; step = await chunks.next())
        bytes += step.value.bytes.length;
    }).rejects.toThrow(/cut short|reset|closed|ended/);
    expect(bytes).toBeLessThan(64_000_000);
    expect(report).toMatch(/was changed while it was sent|the file ends after/);
    expect((await http.head('/large')).status).toBe(200);
  });
});

test('finds a directory that is made later', async () => {
  await using own = await makeFolder();
  const http = client(staticFiles(own.path, { cache: false })(behind));
  await (await http.get('/later/')).expect({ status: 404 });
  await mkdir(own.to('later'));
  await own.write('later/index.html', 'now');
  await (await http.get('/later/')).expect({ status: 200, text: 'now' });
});

describe('conforms', async () => {
  const own = await makeFolder({ 'a.txt': 'content', 'large.bin': LARGE, 'docs/index.html': 'docs' });
  afterAll(async () => own[Symbol.asyncDispose]());
  const answers = ['/a.txt', '/large.bin', '/docs', '/docs/'].flatMap((PATH_INFO) => [
    { PATH_INFO },
    { PATH_INFO, REQUEST_METHOD: 'HEAD' },
  ]);
  const held = middlewareConformance(staticFiles(own.path), { waits: true, answers });
  declareTests(
    held.filter(({ skip }) => skip === undefined),
    { describe, test },
  );
});
