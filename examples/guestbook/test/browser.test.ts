import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeEach, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';
import { TestBrowser } from '../../../test/test-browser.ts';
import { barriers } from '../../../test/accessible.ts';
import { noisyPicture } from './noisy-picture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'guestbook-'));
let browser: TestBrowser | undefined;
let guestbook: RunningExample | undefined;
/** Signed in, with the first account, from the first test on. */
let ada: BrowserContext;

beforeEach(async ({ skip }) => {
  browser ??= await TestBrowser.launch(skip);
  guestbook ??= await startExample('guestbook', { DATA: folder });
  ada ??= await browser.person();
}, 30_000);

afterAll(async () => {
  await browser?.close();
  await guestbook?.stop('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(page: Page, name: string, password: string, button = 'Sign in'): Promise<void> {
  await page.goto(`${guestbook!.url}/sign-in`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: button, exact: true }).click();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your entry').fill(text);
  await page.getByRole('button', { name: 'Write it' }).click();
  await page.getByText('Thank you! Your entry is there.').waitFor();
}

test('makes an account, and says so once', async () => {
  const page = await browser!.open(guestbook!.url, ada);
  await page.getByText('Nobody has written anything yet.').waitFor();
  await signIn(page, 'Ada', 'a long password', 'Make an account');
  await page.getByText('Welcome, Ada.').waitFor();
  await page.reload();
  expect(await page.getByText('Welcome, Ada.').count()).toBe(0);
  expect(browser!.heard()).toEqual([]);
  await page.close();
}, 30_000);

test('shows an entry to whoever looks at the guestbook, as it is written', async () => {
  const reader = await browser!.open(guestbook!.url);
  const writer = await browser!.open(guestbook!.url, ada);
  await write(writer, 'Hello\n<script>alert(1)</script>');
  const entry = reader.getByRole('article', { name: 'Ada' });
  await entry.waitFor();
  expect(await entry.locator('p').innerText()).toBe('Hello\n<script>alert(1)</script>');
  expect(await reader.getByText('New entry by Ada').count()).toBe(1);
  expect(browser!.heard()).toEqual([]);
  await Promise.all([reader.close(), writer.close()]);
}, 30_000);

test('stores a photo, shows it, and refuses what is none', async () => {
  const page = await browser!.open(guestbook!.url, ada);
  await page.getByLabel('A photo').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: noisyPicture(64) });
  await write(page, 'With a photo');
  const image = 'document.querySelector("img[alt=\'Photo by Ada\']")';
  expect(await page.evaluate(`${image}.decode().then(() => ${image}.naturalWidth)`)).toBe(64);
  expect(browser!.heard()).toEqual([]);

  const script = { name: 'b.png', mimeType: 'image/png', buffer: Buffer.from('<script>alert(1)</script>') };
  await page.getByLabel('A photo').setInputFiles(script);
  await page.getByLabel('Your entry').fill('With a script');
  await page.getByRole('button', { name: 'Write it' }).click();
  await page.getByText('A photo has to be a PNG, JPEG, GIF or WebP file.').waitFor();
  expect(await page.getByLabel('Your entry').inputValue()).toBe('With a script');
  expect(await page.getByLabel('A photo').getAttribute('aria-invalid')).toBe('true');
  expect(await barriers(page)).toEqual([]);
  expect(browser!.heard().join('\n')).toMatch(/422/);
  await page.close();
}, 30_000);

test('brings a form back with its text when the photo is too large, and says so before it is sent', async () => {
  const page = await browser!.open(guestbook!.url, ada);
  const large = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.alloc(6_000_000, noisyPicture(64)) };
  const photo = page.getByLabel('A photo');
  const problem = (): Promise<string> => page.evaluate('document.querySelector("#photo").validationMessage');
  await photo.setInputFiles(large);
  expect(await problem()).toBe('A photo may have up to 5 MB.');
  await photo.setInputFiles([]);
  expect(await problem()).toBe('');

  const withoutScript = await browser!.person({ javaScriptEnabled: false, storageState: await ada.storageState() });
  const plain = await browser!.open(guestbook!.url, withoutScript);
  await plain.getByLabel('A photo').setInputFiles(large);
  await plain.getByLabel('Your entry').fill('A text that took a while');
  await plain.getByRole('button', { name: 'Write it' }).click();
  await plain.getByText('A photo may have up to 5 MB.').waitFor();
  expect(await plain.getByLabel('Your entry').inputValue()).toBe('A text that took a while');
  expect(browser!.heard().filter((text) => !text.includes('422'))).toEqual([]);
  await Promise.all([page.close(), withoutScript.close()]);
}, 30_000);

test('writes a form once, however often its button is pressed', async () => {
  const page = await browser!.open(guestbook!.url, ada);
  await page.getByLabel('Your entry').fill('Pressed twice');
  await page.getByRole('button', { name: 'Write it' }).dblclick();
  await page.getByText('Thank you! Your entry is there.').waitFor();
  await page.reload();
  expect(await page.getByText('Pressed twice').count()).toBe(1);
  expect(browser!.heard()).toEqual([]);
  await page.close();
}, 30_000);

test('keeps what was being written when its author was signed out meanwhile', async () => {
  const person = await browser!.person();
  const writer = await browser!.open(guestbook!.url, person);
  await signIn(writer, 'Ada', 'a long password');
  await writer.getByLabel('Your entry').fill('Written for an hour');
  const other = await browser!.open(guestbook!.url, person);
  await other.getByRole('button', { name: 'Sign out' }).click();
  await other.getByText('You have signed out.').waitFor();

  await writer.getByRole('button', { name: 'Write it' }).click();
  await writer.getByText('Your text is kept').waitFor();
  await writer.getByLabel('Name').fill('Ada');
  await writer.getByLabel('Password').fill('a long password');
  await writer.getByRole('button', { name: 'Sign in' }).click();
  await writer.getByText('Good to see you, Ada.').waitFor();
  expect(await writer.getByLabel('Your entry').inputValue()).toBe('Written for an hour');
  expect(browser!.heard()).toEqual([]);
  await person.close();
}, 30_000);

test('says what is wrong with a form, beside the field, and keeps what was written', async () => {
  const page = await browser!.open(`${guestbook!.url}/sign-in`);
  // Past what the browser checks by itself.
  await page.evaluate('document.querySelector("main form").noValidate = true');
  await page.getByLabel('Name').fill('Grace');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Make an account' }).click();
  await page.getByText('Please choose a password of 8 characters or more.').waitFor();
  expect(await page.getByLabel('Name').inputValue()).toBe('Grace');
  expect(await barriers(page)).toEqual([]);
  await signIn(page, 'Ada', 'not her password');
  await page.getByText('Name or password is wrong.').waitFor();
  expect(browser!.heard().filter((text) => !text.includes('422'))).toEqual([]);
  await page.close();
}, 30_000);

test('refuses what the page of another site sends', async () => {
  const page = await browser!.open(guestbook!.url, ada);
  // Another name is another site.
  const elsewhere = guestbook!.url.replace('127.0.0.1', 'localhost');
  await page.route(`${elsewhere}/`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${guestbook!.url}/sign-out"><button>Win a prize</button></form>`,
    }),
  );
  await page.goto(`${elsewhere}/`);
  await page.getByRole('button').click();
  await page.getByText('it comes from a page of another site').waitFor();
  await page.goto(guestbook!.url);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  expect(browser!.heard().filter((text) => !text.includes('403'))).toEqual([]);
  await page.close();
}, 30_000);

test('goes back and forward through the pages of two hundred entries', async () => {
  const page = await browser!.open(guestbook!.url, ada);
  for (let n = 1; n <= 200; n++) {
    const answer = await ada.request.post(`${guestbook!.url}/entries`, {
      multipart: { text: `Entry ${n}` },
      headers: { Origin: guestbook!.url },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(303);
  }
  await page.goto(guestbook!.url);
  const first = page.getByRole('article').first().locator('p');
  await page.getByRole('link', { name: 'Older entries' }).click();
  await page.waitForURL('**/?before=*');
  expect(await first.innerText()).toBe('Entry 190');
  await page.getByRole('link', { name: 'Older entries' }).click();
  await page.getByText('Entry 180', { exact: true }).waitFor();
  await page.goBack();
  expect(await first.innerText()).toBe('Entry 190');
  await page.goForward();
  expect(await first.innerText()).toBe('Entry 180');
  await page.getByRole('link', { name: 'Newest entries' }).click();
  await page.getByText('Entry 200', { exact: true }).waitFor();
  expect(browser!.heard()).toEqual([]);
  await page.close();
}, 60_000);

test('has entries taken away by those who look after it, and by nobody else', async () => {
  const page = await browser!.open(`${guestbook!.url}/admin`, ada);
  await page.locator('summary', { hasText: 'Remove' }).first().click();
  await page.getByRole('button', { name: 'Remove it for good' }).first().click();
  await page.getByText('The entry is gone.').waitFor();
  expect(await page.getByRole('article').first().locator('p').innerText()).toBe('Entry 199');
  expect(await barriers(page)).toEqual([]);
  const grace = await browser!.person();
  const other = await browser!.open(guestbook!.url, grace);
  await signIn(other, 'Grace', 'another password', 'Make an account');
  await other.getByText('Welcome, Grace.').waitFor();
  expect(await other.getByRole('link', { name: 'Admin' }).count()).toBe(0);
  expect(browser!.heard()).toEqual([]);
  await other.goto(`${guestbook!.url}/admin`);
  await other.getByText('This page is for those who look after the guestbook.').waitFor();
  browser!.heard();
  await Promise.all([page.close(), grace.close()]);
}, 30_000);

test('keeps sessions and entries over a restart, and ends well though streams are open', async () => {
  const page = await browser!.open(guestbook!.url, ada);
  await write(page, 'Before the restart');
  const { port } = new URL(guestbook!.url);
  expect(await guestbook!.stop('SIGTERM')).toBe(0);
  guestbook = await startExample('guestbook', { DATA: folder, PORT: port });
  await page.goto(guestbook.url);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  expect(await page.getByRole('article').first().locator('p').innerText()).toBe('Before the restart');
  // The stream that was cut is begun anew, which is no complaint of the page's.
  browser!.heard();
  await page.close();
}, 30_000);

/** Of the page behind everything: 0 is black, 765 is white. */
const BRIGHTNESS =
  'getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).reduce((sum, channel) => sum + Number(channel), 0)';

test.each([
  ['wide', { width: 1000, height: 800 }, 'light'],
  ['of a phone', { width: 360, height: 740 }, 'dark'],
] as const)(
  'is readable and fits a screen that is %s',
  async (_, viewport, colorScheme) => {
    const person = await browser!.person({ viewport, colorScheme, storageState: await ada.storageState() });
    const shots: Buffer[] = [];
    for (const target of ['/', '/sign-in', '/admin', '/?before=50']) {
      const page = await browser!.open(guestbook!.url + target, person);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate(BRIGHTNESS)).toSatisfy((sum: number) =>
        colorScheme === 'dark' ? sum < 200 : sum > 600,
      );
      shots.push(await page.screenshot());
      await page.close();
    }
    // PNGs of that size, in which there is something, each something else.
    for (const shot of shots) {
      expect([shot.readUInt32BE(16), shot.readUInt32BE(20)]).toEqual([viewport.width, viewport.height]);
      expect(shot.length).toBeGreaterThan(10_000);
    }
    expect(new Set(shots.map((shot) => shot.toString('base64'))).size).toBe(shots.length);
    expect(browser!.heard()).toEqual([]);
    await person.close();
  },
  30_000,
);

test('works without JavaScript, and by keyboard alone', async () => {
  const person = await browser!.person({ javaScriptEnabled: false });
  const page = await browser!.open(guestbook!.url, person);
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').innerText()).toBe('To the content');
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in');
  await page.getByLabel('Name').focus();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a long password');
  await page.keyboard.press('Enter');
  await page.getByText('Good to see you, Ada.').waitFor();
  await write(page, 'Without a script');
  expect(await page.getByRole('article').first().locator('p').innerText()).toBe('Without a script');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You have signed out.').waitFor();
  expect(browser!.heard()).toEqual([]);
  await person.close();
}, 30_000);
