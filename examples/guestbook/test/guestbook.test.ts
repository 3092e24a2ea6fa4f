/** The guestbook without a browser: what it keeps, what it answers, and what it leaves behind. */

import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/** Somebody else's browser. */
const stranger = (): TestClient =>
  client(
    guestbook(site, () => {}),
    { headers: { Origin: 'http://localhost' } },
  );

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
  new Entries(first).add('Ada', 'Still here', null, 'a form');
  first.close();
  const second = openDatabase(file);
  expect(new Entries(second).page(null).entries.map(({ text }) => text)).toEqual(['Still here']);
  second.close();
});

test('gives assets names that hold the hash of their content, compressed, to be kept for ever', async () => {
  const page = await (await ada.get('/')).text();
  const paths = [...page.matchAll(/"(\/assets\/([0-9a-f]{12})\.[\w.]+)"/g)];
  expect(paths.length).toBe(4);
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

  test.each([
    ['of more than five megabytes', Buffer.alloc(5_000_001, photo), 'A photo may have up to 5 MB.'],
    ['of no bytes', Buffer.alloc(0), 'A photo has to be a PNG, JPEG, GIF or WebP file.'],
    ['that is an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'A photo has to be a PNG'],
  ])('%s brings the form back, with its text, wherever that stands', async (_, bytes, problem) => {
    const before = readdirSync(site.photos);
    const form = new FormData();
    form.set('photo', new Blob([Uint8Array.from(bytes)]), 'a.png');
    form.set('text', 'Behind the photo');
    const refused = await (await (await ada.post('/entries', { multipart: form })).expect(422)).text();
    expect(refused).toContain(problem);
    expect(refused).toContain('>Behind the photo</textarea>');
    expect(readdirSync(site.photos)).toEqual(before);
  });

  test('that was right has to be chosen again where the text is missing, which the form says', async () => {
    const before = readdirSync(site.photos);
    const form = new FormData();
    form.set('photo', new Blob([Uint8Array.from(photo)]), 'a.png');
    const refused = await (await (await ada.post('/entries', { multipart: form })).expect(422)).text();
    expect(refused).toContain('Please choose the photo once more.');
    expect(readdirSync(site.photos)).toEqual(before);
  });
});

async function send(text: string, file?: Buffer): Promise<void> {
  const form = new FormData();
  form.set('once', 'the same form');
  form.set('text', text);
  if (file !== undefined) form.set('photo', new Blob([Uint8Array.from(file)]), 'a.png');
  await (await ada.post('/entries', { multipart: form })).expect({ status: 303, headers: { Location: '/' } });
}

test('writes what a form sends twice once, and what was changed in between a second time', async () => {
  const count = site.entries.page(null).entries.length;
  await send('Sent twice', noisyPicture(64));
  const photos = readdirSync(site.photos);
  await send('Sent twice', noisyPicture(64));
  expect(site.entries.page(null).entries.length).toBe(count + 1);
  expect(readdirSync(site.photos)).toEqual(photos);
  await send('Gone back to, and changed');
  expect(site.entries.page(null).entries.length).toBe(count + 2);
});

describe('somebody who has not signed in, or not any more,', () => {
  const account = { name: 'Grace', password: 'another password' };

  test('finds what they have written in the form when they have, however long it is', async () => {
    const http = stranger();
    const form = new FormData();
    form.set('text', '字'.repeat(1000));
    form.set('photo', new Blob([Uint8Array.from(noisyPicture(64))]), 'a.png');
    const photos = readdirSync(site.photos);
    await (await http.post('/entries', { multipart: form })).expect({ status: 303, headers: { Location: '/sign-in' } });
    expect(readdirSync(site.photos)).toEqual(photos);
    expect(await (await http.get('/sign-in')).text()).toContain('Your text is kept');
    expect(await (await http.get('/')).text()).not.toContain('字');
    await (await http.post('/sign-up', { form: account })).expect(303);
    expect(await (await http.get('/')).text()).toContain(`>${'字'.repeat(1000)}</textarea>`);
  });

  test('comes back to the page they asked for', async () => {
    const http = stranger();
    const away = await (await http.get('/admin?before=7')).expect(303);
    expect(away.header('Location')).toBe('/sign-in?to=%2Fadmin%3Fbefore%3D7');
    const page = await (await http.get(away.header('Location') ?? '')).text();
    expect(page).toContain('action="/sign-in?to=%2Fadmin%3Fbefore%3D7"');
    expect(page).toContain('formaction="/sign-up?to=%2Fadmin%3Fbefore%3D7"');
    const back = await http.post('/sign-in?to=%2Fadmin%3Fbefore%3D7', { form: account });
    await back.expect({ status: 303, headers: { Location: '/admin?before=7' } });
  });

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'x',
    '',
  ])('is not led to another site by %j', async (to) => {
    const http = stranger();
    const answer = await (await http.post(`/sign-in?to=${encodeURIComponent(to)}`, { form: account })).expect(303);
    expect(answer.header('Location')).toBe('/');
  });
});

test.each([
  ['\u0065\u0301va', 303],
  ['\u00e9va', 422], // taken: it looks the same
  ['王小明 🎉', 303],
  ['مستخدم', 303],
  ['\u200b\u200b', 422],
  ['a\u0007b', 422],
  ['a'.repeat(41), 422],
])('answers to the name %j with %i', async (name, status) => {
  const http = stranger();
  await (await http.post('/sign-up', { form: { name, password: 'a long password' } })).expect(status);
});

test.each([
  ['/?before=0', 'Nothing is older.'],
  ['/?before=999999999', '<h1>Older entries</h1>'],
  ['/?before=-1', '<h1>What guests say</h1>'],
  ['/?before=abc', '<h1>What guests say</h1>'],
  ['/?before=', '<h1>What guests say</h1>'],
  ['/?page=9999', '<h1>What guests say</h1>'],
])('has a page at %s', async (target, says) => {
  expect(await (await (await ada.get(target)).expect(200)).text()).toContain(says);
});

test('tells who looks at the page what was written while it was on its way, or they were cut off', async () => {
  const last = site.entries.page(null).entries[0]?.id ?? 0;
  const written = Array.from({ length: 120 }, (_, n) => site.entries.add('Ada', `Meanwhile ${n}`, null, `${n}`)?.id);
  const read = async (target: string, headers: Record<string, string> = {}): Promise<number[]> => {
    const answer = await ada.get(target, { headers });
    let text = '';
    for await (const chunk of answer.chunks()) {
      text += chunk.text;
      if (text.includes(`id: ${written.at(-1)}\n`)) break;
    }
    return Array.from(text.matchAll(/^id: (\d+)$/gm), ([, id]) => Number(id));
  };
  expect(await read(`/live?after=${last}`)).toEqual(written);
  expect(await read('/live?after=0', { 'Last-Event-ID': String(last) })).toEqual(written);
});

test.each(['/entries', '/sign-up', '/sign-out'])(
  'leads whoever asks for %s, where a form is sent to, to the entries',
  async (target) => {
    await (await ada.get(target)).expect({ status: 303, headers: { Location: '/' } });
  },
);

test('has a page for what is not there, for what is not allowed, and for what is broken', async () => {
  expect(await (await (await ada.get('/nowhere')).expect(404)).text()).toContain('<h1>404 Not Found</h1>');
  const headers = { Origin: 'http://evil.example' };
  expect(await (await (await ada.post('/sign-out', { headers })).expect(403)).text()).toContain(
    '<h1>403 Forbidden</h1>',
  );
  const broken = await openSite(path.join(folder, 'broken'));
  broken[Symbol.dispose]();
  const answer = await (await client(guestbook(broken, () => {})).get('/')).expect(500);
  expect(await answer.text()).toContain('Something went wrong here. Please try again.');
});

test('says where it cannot keep anything, and what is wrong there', async () => {
  const file = path.join(folder, 'a file');
  writeFileSync(file, '');
  const running = await startExample('guestbook', { DATA: file });
  expect(await running.ended).toBe(1);
  expect(running.output().stderr).toMatch(/^The guestbook, kept in .*a file, cannot be served: .*\n$/);
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
  expect(running.output().stderr).toBe(''); // nothing that would alarm a newcomer

  running = await startExample('guestbook', { DATA: data });
  const page = await (await client(running.url).get('/')).text();
  expect(page).toContain('To the end');
  const [, source = ''] = /src="(\/photos\/[^"]+)"/.exec(page) ?? [];
  expect(Buffer.from(await (await client(running.url).get(source)).bytes()).equals(photo)).toBe(true);
  await running.stop('SIGTERM');
}, 30_000);
