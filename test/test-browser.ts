import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

import { requireProgram } from './require-program.ts';

const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** The system's Chromium, and what it complains about: errors in its console, requests that fail or are refused. */
export class TestBrowser {
  readonly #complaints: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Starts it, with a profile of its own. Where there is none, the test is skipped, or fails: see `requireProgram`. */
  static async launch(skip: (note: string) => never): Promise<TestBrowser> {
    const executablePath = requireProgram('chromium', skip);
    return new TestBrowser(await chromium.launch({ executablePath, args: FLAGS.split(' ') }));
  }

  /** Cookies of its own: another person. */
  person(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    return this.#browser.newContext(options);
  }

  /** A page whose complaints are heard. What ends since its page is left is none. */
  async open(url: string, context?: BrowserContext): Promise<Page> {
    const page = await (context ?? (await this.person())).newPage();
    const complain = (text: string): unknown => this.#complaints.push(text);
    page.on('console', (message) => message.type() === 'error' && complain(message.text()));
    page.on('pageerror', (error) => complain(error.message));
    page.on('requestfailed', (request) => {
      const { errorText = '' } = request.failure() ?? {};
      if (errorText !== 'net::ERR_ABORTED') complain(`${request.url()}: ${errorText}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) complain(`${response.url()}: ${response.status()}`);
    });
    await page.goto(url);
    return page;
  }

  /** The complaints since the last time. */
  heard(): string[] {
    return this.#complaints.splice(0);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
