/** The guestbook without a browser: what it keeps, what it answers to whom, and what it leaves behind. */

import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

import { client, type TestClient } from '@tsgi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';
import { openDatabase } from '../database.ts';
import { Entries } from '../entries.ts';
import { guestbook } from '../guestbook.ts';
import { openSite, type Site } from '../site.ts';
import { noisyPicture } from './noisy-picture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-guestbook-'));
const logged: string[] = [];
let site: Site;
let ada: TestClient;

beforeAll(async () => {
  site = await openSite(folder);
  ada = client(
    guestbook(site, (line) => logged.push(line)),
    { headers: { Origin: 'http://localhost' } },
  );
  await signUp(ada);
});

afterAll(() => {
  site[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function signUp(http: TestClient): Promise<void> {
  await (await http.post('/sign-up', { form: { name: 'Ada', password: 'a long password' } })).expect(303);
}

const BOUNDARY = 'a-boundary';
const multipart = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` };
const part = (disposition: string): string => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;

/** An entry with a photo, the second half of which is sent when `goOn` is resolved. */
async function* slowly(text: string, photo: Buffer, goOn: Promise<void>): AsyncGenerator<string | Uint8Array> {
  yield `${part('name="text"')}${text}\r\n${part('name="photo"; filename="a.png"')}`;
  yield photo.subarray(0, photo.length / 2);
  await goOn;
  yield photo.subarray(photo.length / 2);
  yield `\r\n--${BOUNDARY}--\r\n`;
}

const unfinished = (photos: string): string[] => readdirSync(photos).filter((name) => name.startsWith('.'));

test('is under five hundred lines, comments and blank ones not counted', () => {
  const lines = globSync('*.ts', { cwd: path.join(import.meta.dirname, '..') }).flatMap((file) =>
    readFileSync(path.join(import.meta.dirname, '..', file), 'utf8').split('\n'),
  );
  const code = lines.filter((line) => !/^\s*(?:$|\/\/|\/\*|\*)/.test(line));
  expect(code.length).toBeGreaterThan(300);
  expect(code.length).toBeLessThan(500);
});

test('brings its tables up to date when it is opened, and keeps what is in them', () => {
  const file = path.join(folder, 'of-its-own.db');
  const first = openDatabase(file);
  expect(first.prepare('PRAGMA user_version').get()).not.toEqual({ user_version: 0 });
  new Entries(first).add('Ada', 'Still here', null);
  first.close();
  const second = openDatabase(file);
  expect(new Entries(second).page(null).entries.map(({ text }) => text)).toEqual(['Still here']);
  second.close();
});

test('gives assets names that hold the hash of their content, compressed, to be kept for ever', async () => {
  const page = await (await ada.get('/')).text();
  const paths = [...page.matchAll(/"(\/assets\/([0-9a-f]{12})\.[\w.]+)"/g)];
  expect(paths.length).toBe(3);
  for (const [, target = '', hash] of paths) {
    const asset = await ada.get(target, { headers: { 'Accept-Encoding': 'br' } });
    expect(asset.header('Cache-Control')).toMatch(/max-age=31536000.*immutable/);
    const content = await asset.bytes();
    const isCompressed = asset.header('Content-Encoding') === 'br';
    // The icon is too small to gain by it, and the script may be.
    expect(isCompressed || !target.endsWith('.css')).toBe(true);
    const plain = isCompressed ? brotliDecompressSync(content) : content;
    expect(createHash('sha256').update(plain).digest('hex').slice(0, 12)).toBe(hash);
  }
  expect((await ada.get('/assets/000000000000.style.css')).status).toBe(404);
});

describe('a photo', () => {
  const photo = noisyPicture(200);

  test('goes to the disk while it arrives', async () => {
    const goOn = Promise.withResolvers<void>();
    const answer = ada.post('/entries', { headers: multipart, body: slowly('Slow', photo, goOn.promise) });
    const sizes = (): number[] => unfinished(site.photos).map((name) => statSync(path.join(site.photos, name)).size);
    await expect.poll(sizes).toEqual([expect.toSatisfy((size: number) => size > photo.length / 4)]);
    goOn.resolve();
    await (await answer).expect({ status: 303, headers: { Location: '/' } });
    const [entry] = site.entries.page(null).entries;
    expect(entry?.text).toBe('Slow');
    expect(readFileSync(path.join(site.photos, entry?.photo ?? '')).equals(photo)).toBe(true);
    expect(unfinished(site.photos)).toEqual([]);
  });

  test('leaves nothing behind where it is none, or where it is cut off', async () => {
    const before = readdirSync(site.photos);
    const form = new FormData();
    form.set('text', 'No photo');
    form.set('photo', new Blob(['GIF, it says']), 'a.gif');
    const refused = await (await ada.post('/entries', { multipart: form })).expect(422);
    expect(await refused.text()).toContain('A photo has to be a PNG, JPEG, GIF or WebP file.');

    const going = new AbortController();
    const never = new Promise<void>(() => {});
    const answer = ada.post('/entries', {
      headers: multipart,
      body: slowly('Cut', photo, never),
      signal: going.signal,
    });
    await expect.poll(() => unfinished(site.photos).length).toBe(1);
    going.abort();
    await expect(answer).rejects.toThrow('aborted');
    await expect.poll(() => readdirSync(site.photos)).toEqual(before);
  });

  test('of more than five megabytes is refused, in a page', async () => {
    const form = new FormData();
    form.set('photo', new Blob([new Uint8Array(5_000_001)]), 'a.png');
    const refused = await (await ada.post('/entries', { multipart: form })).expect(413);
    expect(await refused.text()).toContain('<h1>Error 413</h1>');
  });
});

test('has a page for what is not there, and for what is not allowed', async () => {
  expect(await (await (await ada.get('/nowhere')).expect(404)).text()).toContain('<h1>Error 404</h1>');
  const headers = { Origin: 'http://evil.example' };
  expect(await (await (await ada.post('/sign-out', { headers })).expect(403)).text()).toContain('<h1>Error 403</h1>');
});

test('writes a line of its log for each exchange, without what was asked for in a query', async () => {
  logged.length = 0;
  await (await ada.get('/?before=5')).text();
  await (await ada.get('/nowhere')).text();
  await expect.poll(() => logged.length).toBe(2);
  expect(logged[0]).toMatch(/ GET +200 .* \/$/);
  expect(logged[1]).toMatch(/ GET +404 .* \/nowhere$/);
});

test('stops when what has begun is done, and has it after the next start', async () => {
  const data = path.join(folder, 'stopped');
  let running: RunningExample = await startExample('guestbook', { DATA: data });
  const http = client(running.url, { headers: { Origin: running.url } });
  await signUp(http);
  const photo = noisyPicture(200);
  const goOn = Promise.withResolvers<void>();
  const answer = http.post('/entries', { headers: multipart, body: slowly('To the end', photo, goOn.promise) });
  await expect.poll(() => unfinished(path.join(data, 'photos')).length).toBe(1);
  const stopped = running.stop('SIGTERM');
  const { url } = running;
  await expect
    .poll(() =>
      fetch(url).then(
        () => 'served',
        () => 'closed',
      ),
    )
    .toBe('closed');
  goOn.resolve();
  await (await answer).expect(303);
  expect(await stopped).toBe(0);

  running = await startExample('guestbook', { DATA: data });
  const page = await (await client(running.url).get('/')).text();
  expect(page).toContain('To the end');
  const [, source = ''] = /src="(\/photos\/[^"]+)"/.exec(page) ?? [];
  expect(Buffer.from(await (await client(running.url).get(source)).bytes()).equals(photo)).toBe(true);
  await running.stop('SIGTERM');
}, 30_000);
