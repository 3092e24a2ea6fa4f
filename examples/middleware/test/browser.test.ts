import { afterAll, beforeEach, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';
import { TestBrowser } from '../../../test/test-browser.ts';
import { barriers } from '../../../test/accessible.ts';

let browser: TestBrowser | undefined;
let announced: RunningExample | undefined;
let closed: RunningExample | undefined;

beforeEach(async ({ skip }) => {
  browser ??= await TestBrowser.launch(skip);
  // For longer than these tests may take.
  announced ??= await startExample('middleware', { BEGINS_IN: '40' });
  closed ??= await startExample('middleware', { BEGINS_IN: '0', LASTS: '3600' });
}, 30_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([announced?.stop('SIGKILL'), closed?.stop('SIGKILL')]);
});

test.each(['light', 'dark'] as const)(
  'has nothing in anybody’s way, in the %s, on a phone',
  async (colorScheme) => {
    const phone = await browser!.person({ viewport: { width: 360, height: 740 }, colorScheme });
    const page = await browser!.open(announced!.url, phone);
    await page.getByRole('note', { name: 'Maintenance' }).getByText('Planned maintenance').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(browser!.heard()).toEqual([]);
    await page.goto(closed!.url);
    await page.getByRole('heading', { name: 'Back soon' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    // An expression, since this program knows nothing of a document.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(browser!.heard().filter((text) => !text.includes('503'))).toEqual([]);
    await page.close();
  },
  30_000,
);
