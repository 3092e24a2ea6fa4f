import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeEach, expect, test } from 'vitest';

import { requireProgram } from '../../../test/require-program.ts';
import { type Hello, startHello } from './start-hello.ts';

const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

let browser: Browser | undefined;
let hello: Hello | undefined;
/** Whatever a browser complains about: errors in its console, requests that fail or are refused. */
let complaints: string[];

beforeEach(async ({ skip }) => {
  const executablePath = requireProgram('chromium', skip);
  complaints = [];
  // A profile of its own, in a new folder, is what `launch` begins with.
  browser ??= await chromium.launch({ executablePath, args: FLAGS.split(' ') });
  hello ??= await startHello();
}, 30_000);

afterAll(async () => {
  await browser?.close();
  await hello?.stop('SIGKILL');
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser!.newPage(options);
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  page.on('response', (response) => response.ok() || complaints.push(`${response.url()}: ${response.status()}`));
  await page.goto(hello!.url + path);
  return page;
}

test('opens every page without a complaint', async () => {
  for (const path of ['/', '/environ', '/specification', '/favicon.ico']) {
    const page = await open(path);
    await page.waitForLoadState('networkidle');
    await page.close();
  }
  expect(complaints).toEqual([]);
}, 30_000);

test('shows the greeting', async () => {
  const page = await open('/');
  expect(await page.locator('body').innerText()).toBe('你好，世界');
  await page.close();
}, 30_000);

test('leads from a key to its rule', async () => {
  const page = await open('/environ');
  for (const [key, rule] of [
    ['REQUEST_METHOD', 'E4'],
    ['tsgi.exchange', 'E26'],
  ] as const) {
    await page.getByRole('rowheader').getByRole('link', { name: key, exact: true }).click();
    await page.waitForURL(`**/specification#${rule}`);
    const target = page.locator('li:has(:target)');
    expect(await target.innerText()).toMatch(new RegExp(`^${rule} MUST · ${key} `));
    const box = await target.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(page.viewportSize()!.height);
    await page.goBack();
  }
  expect(complaints).toEqual([]);
  await page.close();
}, 30_000);

test('fits a phone, in the dark too', async () => {
  for (const path of ['/environ', '/specification']) {
    const page = await open(path, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    // An expression, since this program knows nothing of a document.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const background = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    expect(Number(/\d+/.exec(background)?.[0])).toBeLessThan(64);
    await page.close();
  }
}, 30_000);
