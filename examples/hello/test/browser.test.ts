import { afterAll, beforeEach, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';
import { TestBrowser } from '../../../test/test-browser.ts';

let browser: TestBrowser | undefined;
let hello: RunningExample | undefined;

beforeEach(async ({ skip }) => {
  browser ??= await TestBrowser.launch(skip);
  hello ??= await startExample('hello');
}, 30_000);

afterAll(async () => {
  await browser?.close();
  await hello?.stop('SIGKILL');
});

test('opens every page without a complaint', async () => {
  for (const path of ['/', '/environ', '/specification', '/favicon.ico']) {
    const page = await browser!.open(hello!.url + path);
    await page.waitForLoadState('networkidle');
    await page.close();
  }
  expect(browser!.heard()).toEqual([]);
}, 30_000);

test('shows the greeting', async () => {
  const page = await browser!.open(hello!.url);
  expect(await page.locator('body').innerText()).toBe('你好，世界');
  await page.close();
}, 30_000);

test('leads from a key to its rule', async () => {
  const page = await browser!.open(`${hello!.url}/environ`);
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
  expect(browser!.heard()).toEqual([]);
  await page.close();
}, 30_000);

test('fits a phone, in the dark too', async () => {
  const phone = await browser!.person({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  for (const path of ['/environ', '/specification']) {
    const page = await browser!.open(hello!.url + path, phone);
    // An expression, since this program knows nothing of a document.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const background = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    expect(Number(/\d+/.exec(background)?.[0])).toBeLessThan(64);
    await page.close();
  }
}, 30_000);
