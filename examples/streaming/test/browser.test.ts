import { afterAll, beforeEach, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';
import { TestBrowser } from '../../../test/test-browser.ts';
import { barriers } from '../../../test/accessible.ts';

let browser: TestBrowser | undefined;
let site: RunningExample | undefined;

beforeEach(async ({ skip }) => {
  browser ??= await TestBrowser.launch(skip);
  site ??= await startExample('streaming');
}, 30_000);

afterAll(async () => {
  await browser?.close();
  await site?.stop('SIGKILL');
});

test.each(['light', 'dark'] as const)(
  'has nothing in anybody’s way, in the %s, on a phone',
  async (colorScheme) => {
    const phone = await browser!.person({ viewport: { width: 360, height: 740 }, colorScheme });
    for (const path of ['/', '/pulse', '/upload', '/proxy/']) {
      const page = await browser!.open(site!.url, phone);
      // The frame for an upload that nobody begins is never loaded to its end.
      await page.goto(site!.url + path, { waitUntil: 'domcontentloaded' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await barriers(page)).toEqual([]);
      // An expression, since this program knows nothing of a document.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.close();
    }
    expect(browser!.heard()).toEqual([]);
  },
  30_000,
);

test('adds a row for each beat', async () => {
  const page = await browser!.open(`${site!.url}/pulse`);
  await page.getByText('Connected.').waitFor();
  const first = page.locator('tbody tr').first();
  const before = await first.innerText();
  await page.locator('tbody tr').first().filter({ hasNotText: before }).waitFor();
  expect(await first.innerText()).toMatch(/^\d\d:\d\d:\d\d UTC\t\d+ MiB$/);
  expect(browser!.heard()).toEqual([]);
  await page.close();
}, 30_000);

test.each([true, false])(
  'shows an upload as it arrives, with JavaScript: %s',
  async (javaScriptEnabled) => {
    const context = await browser!.person({ javaScriptEnabled });
    const page = await browser!.open(site!.url, context);
    // The frame goes on loading, so the page is not waited for.
    await page.goto(`${site!.url}/upload`, { waitUntil: 'commit' });
    const frame = page.frameLocator('iframe');
    await frame.getByText('Nothing has arrived yet.').waitFor();
    const second = await browser!.open(site!.url, context);
    const address = await page.locator('iframe').getAttribute('src');
    await second.goto(site!.url + address, { waitUntil: 'commit' });
    // No faster than many a line, so that there is something to be seen.
    const network = await context.newCDPSession(page);
    const line = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2_000_000 };
    await network.send('Network.emulateNetworkConditions', line);
    const buffer = Buffer.alloc(4_000_000, 'a');
    await page.getByLabel('A file').setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer });
    await page.getByRole('button', { name: 'Send it' }).click({ noWaitAfter: true });
    await second.locator('progress:visible').waitFor();
    await second.getByText('It is here: 4.0 MB.').waitFor();
    // The last step alone is to be seen, and the page with the form is still there.
    expect(await second.locator('p:visible').count()).toBe(1);
    await frame.getByText('It is here: 4.0 MB.').waitFor();
    expect(await page.getByRole('heading', { name: 'Upload' }).count()).toBe(1);
    expect(browser!.heard()).toEqual([]);
    await context.close();
  },
  30_000,
);

test('finds its way through the proxy', async () => {
  const page = await browser!.open(`${site!.url}/proxy/`);
  await page.getByRole('link', { name: 'A redirect' }).click();
  await page.getByRole('heading', { name: 'Behind the proxy' }).waitFor();
  await page.getByRole('button', { name: 'Have its bytes counted' }).click();
  await page.getByText('{"length":12}').waitFor();
  expect(browser!.heard()).toEqual([]);
  await page.close();
}, 30_000);
