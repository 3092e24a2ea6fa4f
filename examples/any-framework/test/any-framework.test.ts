import http from 'node:http';
import { once } from 'node:events';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';

const FRAMEWORKS = ['express', 'hono', 'koa'] as const;

let site: RunningExample;

beforeAll(async () => {
  site = await startExample('any-framework');
}, 20_000);

afterAll(async () => {
  await site.stop('SIGKILL');
});

/** Somebody with a browser, as far as it keeps the cookie. */
class Person {
  #cookie = '';

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { Cookie: this.#cookie, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(site.url + path, { redirect: 'manual', ...init, headers });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.slice(0, cookie.indexOf(';'));
    return response;
  }

  async read(path: string, init?: RequestInit): Promise<string> {
    return (await this.ask(path, init)).text();
  }

  async isCalled(name: string): Promise<this> {
    const { status } = await this.ask('/name', { method: 'POST', body: new URLSearchParams({ name }), headers: OWN });
    if (status !== 303) throw new Error(`/name has answered ${status}`);
    return this;
  }
}

/** What a browser says of a form of this very site. */
const OWN = { 'Sec-Fetch-Site': 'same-origin' };

/** The access log from the request for `first` on, once it has `last`; without address, time and bytes. */
async function logged(first: string, last: string): Promise<string[]> {
  return vi.waitFor(() => {
    const lines = [...site.output().stdout.matchAll(/^\S+ - - \[[^\]]+\] "(.*)" (\d+) \S+$/gm)];
    const shown = lines.map(([, request, status]) => `${request} ${status}`);
    expect(shown).toContain(last);
    return shown.slice(shown.indexOf(first));
  }, 5000);
}

test('shows one session in every framework', async () => {
  const ann = await new Person().isCalled('Änn & 好');
  const pages = ['/express/', '/hono/', '/koa/', '/express', '/hono', '/koa', '/'];
  for (const [index, path] of pages.entries()) {
    const page = await ann.read(path);
    const title = ['Express', 'Hono', 'Koa'].find((each) => path.startsWith(`/${each.toLowerCase()}`)) ?? 'TSGI';
    expect(page).toContain(`<h1>${title}</h1>`);
    // The form itself was the first.
    expect(page).toContain(`Hello, <strong>Änn &amp; 好</strong>. This is page ${index + 2} that you see.`);
  }
  expect(await new Person().read('/koa/')).toContain(
    'Hello, <strong>a stranger</strong>. This is page 1 that you see.',
  );
});

test('believes nobody who names themselves in the field', async () => {
  for (const framework of FRAMEWORKS) {
    const page = await new Person().read(`/${framework}/`, { headers: { 'X-Visitor': 'name=root&pages=9' } });
    expect(page).toContain('Hello, <strong>a stranger</strong>. This is page 1');
  }
});

test('sends files in front of all, in parts too, and begins no session for them', async () => {
  const whole = await new Person().ask('/style.css');
  expect(whole.status).toBe(200);
  expect(whole.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
  expect(whole.headers.getSetCookie()).toEqual([]);
  const css = await whole.text();
  const part = await new Person().ask('/style.css', { headers: { Range: 'bytes=1-4' } });
  expect([part.status, await part.text()]).toEqual([206, css.slice(1, 5)]);
  const headers = { 'If-None-Match': whole.headers.get('ETag')! };
  expect((await new Person().ask('/style.css', { headers })).status).toBe(304);
});

test("leaves a framework's own 404 to it, and has one for all else", async () => {
  const answers = await Promise.all(
    [...FRAMEWORKS.map((each) => `/${each}/nowhere`), '/nowhere'].map(async (path) => {
      const response = await new Person().ask(path);
      return `${response.status} ${await response.text()}`;
    }),
  );
  expect(answers).toEqual([
    expect.stringMatching(/^404 [^]*<pre>Cannot GET \/express\/nowhere<\/pre>/),
    '404 404 Not Found',
    '404 Not Found',
    expect.stringMatching(/^404 /),
  ]);
  expect(answers[3]).not.toBe(answers[2]);
});

test('lets no error out of the framework that has it', async () => {
  const ann = await new Person().isCalled('Ann');
  const said = { express: 'Express has failed.\n', hono: 'Hono has failed.\n', koa: 'Internal Server Error' };
  for (const framework of FRAMEWORKS) {
    const response = await ann.ask(`/${framework}/fail`);
    expect([response.status, await response.text()]).toEqual([500, said[framework]]);
  }
  await vi.waitFor(() => {
    const failures = site.output().stderr.match(/^Error: .* was asked to fail$/gm);
    expect(failures).toEqual(['Express', 'Hono', 'Koa'].map((each) => `Error: ${each} was asked to fail`));
  });
  expect(await ann.read('/koa/')).toContain('<strong>Ann</strong>. This is page 5');
});

test('protects the forms of all from other sites', async () => {
  for (const framework of FRAMEWORKS) {
    const headers = { Origin: 'http://elsewhere.example' };
    const response = await new Person().ask(`/${framework}/echo`, { method: 'POST', body: 'hello', headers });
    expect(response.status).toBe(403);
  }
});

test('logs every request once, whoever has answered it', async () => {
  const person = new Person();
  const asked = ['/express/no', '/hono/', '/koa/no', '/style.css', '/express/', '/hono/fail', '/koa/', '/no'];
  const statuses = [404, 200, 404, 200, 200, 500, 200, 404];
  for (const path of asked) await person.read(path);
  const lines = asked.map((path, index) => `GET ${path} HTTP/1.1 ${statuses[index]}`);
  expect(await logged(lines[0]!, lines.at(-1)!)).toEqual(lines);
});

describe.each(FRAMEWORKS)('%s', (framework) => {
  test('streams what happens elsewhere, until nobody watches any more', async () => {
    const leaving = new AbortController();
    const ann = await new Person().isCalled(`Ann of ${framework}`);
    const response = await new Person().ask(`/${framework}/live`, { signal: leaving.signal });
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/);
    const lines = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await lines.read()).value).toBe('Watching.\n');
    for (const other of FRAMEWORKS) {
      await ann.read(`/${other}/`);
      expect((await lines.read()).value).toBe(`Ann of ${framework}: GET /${other}/\n`);
    }
    expect(await ann.read('/')).toContain('where you go: 1.');
    expect((await lines.read()).value).toBe(`Ann of ${framework}: GET /\n`);
    leaving.abort();
    // Whoever has ended their side might still read. That they do not shows when they are told something: each page is a step.
    await vi.waitFor(async () => expect(await ann.read('/')).toContain('where you go: 0.'));
    const gone = `GET /${framework}/live HTTP/1.1 200`;
    expect(await logged(gone, gone)).toContain(gone);
  });

  test('answers while the request is still on its way', async () => {
    const request = http.request(`${site.url}/${framework}/echo`, { method: 'POST', headers: OWN, agent: false });
    request.write('one');
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const pieces = response.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
    expect((await pieces.next()).value).toBe('one');
    request.write('two');
    expect((await pieces.next()).value).toBe('two');
    request.end('three');
    expect((await pieces.next()).value).toBe('three');
    expect((await pieces.next()).done).toBe(true);
  });
});

// Which is the end of it, and so of this file.
test('ends when it is told to, also with somebody watching', async () => {
  const watched = FRAMEWORKS.map(async (framework) => {
    const lines = (await new Person().ask(`/${framework}/live`)).body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await lines.read()).value).toMatch(/^Watching\.\n/);
    return lines;
  });
  const all = await Promise.all(watched);
  expect(await site.stop('SIGTERM')).toBe(0);
  for (const lines of all) {
    for (let done = false; !done;) ({ done } = await lines.read());
  }
});
