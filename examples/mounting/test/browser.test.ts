import { afterAll, beforeEach, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';
import { TestBrowser } from '../../../test/test-browser.ts';
import { barriers } from '../../../test/accessible.ts';

let browser: TestBrowser | undefined;
let site: RunningExample | undefined;

beforeEach(async ({ skip }) => {
  browser ??= await TestBrowser.launch(skip);
  site ??= await startExample('mounting');
}, 30_000);

afterAll(async () => {
  await browser?.close();
  await site?.stop('SIGKILL');
});

test.each(['light', 'dark'] as const)(
  'has nothing in anybody’s way, in the %s, on a phone',
  async (colorScheme) => {
    const phone = await browser!.person({ viewport: { width: 360, height: 740 }, colorScheme });
    for (const path of ['/', '/shop/stock', '/about', '/contact']) {
      const page = await browser!.open(site!.url + path, phone);
      expect(await barriers(page)).toEqual([]);
      // An expression, since this program knows nothing of a document.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.close();
    }
    expect(browser!.heard()).toEqual([]);
  },
  30_000,
);

test('stays at the host that it was reached by', async () => {
  const page = await browser!.open(site!.url);
  await page.getByRole('link', { name: 'The same shop' }).last().click();
  await page.waitForURL('http://shop.localhost:*/');
  await page.getByRole('link', { name: 'quince' }).click();
  await page.getByRole('link', { name: 'How many there are' }).click();
  await page.getByText('60 of them.').waitFor();
  expect(new URL(page.url()).hostname).toBe('shop.localhost');
  expect(new URL(page.url()).pathname).toBe('/stock/quince');
  expect(browser!.heard()).toEqual([]);
  await page.close();
}, 30_000);
