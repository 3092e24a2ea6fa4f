import { readdir } from 'node:fs/promises';

import { expect, test, vi } from 'vitest';

import type { Application } from '@tsgi/contract';
import { client, type TestClient } from '@tsgi/testing';

import { Finder } from '../src/finder.ts';
import { Lookup } from '../src/lookup.ts';
import { RootFolder } from '../src/root-folder.ts';
import { checkOptions, type StaticOptions } from '../src/static-options.ts';
import { behind, CHANGED, type Folder, makeFolder } from './folder.ts';

/** A client of an application that looks each path up, and the root that it looks in. */
function lookingUp(
  folder: Folder,
  options: StaticOptions = {},
): { http: TestClient; root: RootFolder; finder: Finder } {
  const settings = checkOptions(options);
  const root = new RootFolder(folder.to('root'), settings.confined);
  const finder = new Finder(root, settings, settings.cache);
  const site = { root, finder, settings };
  const app: Application = (environ, startResponse) =>
    new Lookup(site, environ.PATH_INFO.slice(1), environ, startResponse, behind).answer();
  return { http: client(app), root, finder };
}

const headers = (): never => {
  throw new Error('headers() fails');
};

const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd')).length;

test('answers with what is found, or has the application answer', async () => {
  await using folder = await makeFolder({ 'root/a': 'content', 'root/b/index.html': 'index' });
  const { http } = lookingUp(folder);
  await (await http.get('/a')).expect({ status: 200, text: 'content' });
  await (await http.get('/b')).expect({ status: 301 });
  await (await http.get('/b/')).expect({ status: 200, text: 'index' });
  await (await http.get('/c')).expect({ status: 404, text: 'behind: GET /c' });
});

test.each([{}, { cache: false }] as const)(
  'asks the application for what is outside the root, with %j',
  async (options) => {
    await using folder = await makeFolder({ outside: 'secret', 'root/x': '' });
    await folder.link('root/a', '../outside');
    const { http } = lookingUp(folder, options);
    for (let time = 0; time < 2; time++) {
      await (await http.get('/a')).expect({ status: 404 });
      await (await http.head('/a')).expect({ status: 404 });
      await (await http.get('/a', { headers: { 'If-None-Match': '*' } })).expect({ status: 404 });
    }
  },
);

test.each([{}, { cache: false }] as const)(
  'does without a sibling that is outside the root, with %j',
  async (options) => {
    await using folder = await makeFolder({ outside: 'secret', 'root/a': 'content' });
    await folder.link('root/a.br', '../outside');
    const { http } = lookingUp(folder, options);
    const response = await http.get('/a', { headers: { 'Accept-Encoding': 'br' } });
    await response.expect({ status: 200, text: 'content' });
    expect(response.header('Content-Encoding')).toBeUndefined();
  },
);

test('answers with the new file where it is replaced between being looked at and being opened', async () => {
  await using folder = await makeFolder({ 'root/a': 'old' });
  const { http, root } = lookingUp(folder);
  const open = root.open.bind(root);
  let times = 0;
  vi.spyOn(root, 'open').mockImplementation(async (name) => {
    if (times++ < 2) await folder.write('root/a', `new ${times}`, new Date(CHANGED.getTime() + times));
    return open(name);
  });
  await (await http.get('/a')).expect({ status: 200, text: 'new 2' });
});

test('reads a file once for all who ask for it at the same time, and counts it once', async () => {
  const cache = { bytes: 1_000_000, maxAge: 60_000 };
  await using folder = await makeFolder({ 'root/a': Buffer.alloc(300_000) });
  const { http, root, finder } = lookingUp(folder, { cache, etag: 'strong' });
  const open = root.open.bind(root);
  let bytes = 0;
  vi.spyOn(root, 'open').mockImplementation(async (name) => {
    const opened = await open(name);
    const { file } = opened!;
    const read = file.read.bind(file) as (...given: unknown[]) => Promise<{ bytesRead: number }>;
    file.read = (async (...given: unknown[]) => {
      const result = await read(...given);
      bytes += result.bytesRead;
      return result;
    }) as unknown as typeof file.read;
    return opened;
  });
  const lengths = await Promise.all(
    Array.from({ length: 20 }, async () => (await (await http.get('/a')).bytes()).length),
  );
  expect(new Set(lengths)).toEqual(new Set([300_000]));
  expect(bytes).toBe(300_000);
  expect(finder.fresh('/a')?.weight).toBeGreaterThan(300_000);
});

test('tells all who wait for a file that it cannot be prepared', async () => {
  await using folder = await makeFolder({ 'root/a': 'x' });
  const { http } = lookingUp(folder, { headers });
  const asked = await Promise.all(Array.from({ length: 5 }, () => http.get('/a')));
  expect(asked.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500]);
});

test('gives up a file that is changed each time', async () => {
  await using folder = await makeFolder({ 'root/a': 'old' });
  const { http, root } = lookingUp(folder);
  const open = root.open.bind(root);
  let times = 0;
  vi.spyOn(root, 'open').mockImplementation(async (name) => {
    await folder.write('root/a', 'new', new Date(CHANGED.getTime() + ++times));
    return open(name);
  });
  const response = await http.get('/a');
  await response.expect({ status: 500 });
  expect(response.errors).toContain('staticFiles(): a is changed again and again');
});

test.skipIf(process.platform !== 'linux')('leaves no file open, whatever is asked and however it ends', async () => {
  await using folder = await makeFolder({ 'root/small': 'x', 'root/large': Buffer.alloc(2_000_000) });
  const { http } = lookingUp(folder);
  const failing = lookingUp(folder, { headers }).http;
  await http.get('/warm');
  const before = await openFiles();
  for (const each of [http, failing]) {
    for (const path of ['/small', '/large']) {
      await (await each.get(path)).bytes();
      await each.head(path);
      await (await each.get(path, { headers: { Range: 'bytes=0-1,5-6' } })).bytes();
      await each.get(path, { headers: { 'If-None-Match': '*' } });
      const left = await each.get(path);
      left.cancel();
      await left.outcome();
    }
  }
  expect(await openFiles()).toBe(before);
});

test('has one page for navigations to what is no file', async () => {
  await using folder = await makeFolder({ 'root/index.html': 'app', 'root/a': 'file' });
  const { http } = lookingUp(folder, { fallback: 'index.html' });
  const page = await http.get('/users/john.doe', { headers: { Accept: 'text/html' } });
  await page.expect({ status: 200, text: 'app', headers: { Vary: 'Accept, Sec-Fetch-Mode' } });
  // A cache that kept it is not to answer navigations with it.
  const other = await http.get('/users', { headers: { Accept: 'application/json' } });
  await other.expect({ status: 404, headers: { Vary: 'Accept, Sec-Fetch-Mode' } });
  await (await http.get('/a', { headers: { Accept: 'text/html' } })).expect({ status: 200, text: 'file' });
  expect((await http.get('/index.html')).header('Vary')).toBeUndefined();
});

test('asks the application where the page for navigations is missing', async () => {
  await using folder = await makeFolder({ 'root/a': 'file' });
  const { http } = lookingUp(folder, { fallback: 'index.html' });
  await (
    await http.get('/users', { headers: { Accept: 'text/html' } })
  ).expect({ status: 404, text: 'behind: GET /users' });
});

test('names files to a server in front, and opens them once to make sure', async () => {
  await using folder = await makeFolder({ 'root/a.txt': 'content', outside: 'secret' });
  await folder.link('root/out', '../outside');
  const { http } = lookingUp(folder, { sendfile: { header: 'X-Accel-Redirect', prefix: '/files/' } });
  for (let time = 0; time < 2; time++) {
    for (const [field, value] of [
      ['Range', 'bytes=0-1'],
      ['If-None-Match', '*'],
      ['Accept-Encoding', 'gzip, identity;q=0'],
    ] as const) {
      const response = await http.get('/a.txt', { headers: { [field]: value } });
      await response.expect({ status: 200, text: '', headers: { 'X-Accel-Redirect': '/files/a.txt' } });
    }
    await (await http.get('/out')).expect({ status: 404 });
  }
});
