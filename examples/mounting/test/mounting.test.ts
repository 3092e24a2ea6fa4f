/** The site, started. */

import http from 'node:http';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';

let site: RunningExample;

beforeAll(async () => {
  site = await startExample('mounting');
}, 20_000);

afterAll(async () => {
  await site.stop('SIGKILL');
});

interface Answer {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly body: string;
}

/** Not `fetch`, which asks for the host that it connects to. */
function get(path: string, host = 'a.example'): Promise<Answer> {
  const { hostname, port } = new URL(site.url);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, headers: { Host: host }, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('end', () => resolve({ status: response.statusCode, location: response.headers.location, body }));
    });
    request.once('error', reject).end();
  });
}

/** Where the links of a page lead, those to this site. */
const linksOf = ({ body }: Answer): string[] => [...body.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href!);

/** How a page says that its application was reached. */
const reachedBy = ({ body }: Answer): string[] =>
  [...body.matchAll(/<dd><code>(.*?)<\/code>/g)].map(([, text]) => text!.replaceAll('&#39;', "'"));

test.each([
  ['/shop', 'a.example'],
  ['/market/stand', 'a.example'],
  ['', 'shop.localhost'],
  ['', 'SHOP.localhost:8002'],
])('has a shop at %s of %s, whose links lead on from there', async (prefix, host) => {
  const shop = await get(`${prefix}/`, host);
  const fruit = ['apple', 'pear', 'quince'];
  expect(linksOf(shop)).toEqual([...fruit.map((name) => `${prefix}/fruit/${name}`), `${prefix}/stock/`]);
  const stock = await get(`${prefix}/stock/`, host);
  expect(linksOf(stock)).toEqual(fruit.map((name) => `${prefix}/stock/${name}`));
  expect(reachedBy(stock)).toEqual([host, `'${prefix}/stock'`, "'/'"]);
  const pear = await get(`${prefix}/stock/pear`, host);
  expect(pear.body).toContain('<p>40 of them.</p>');
  expect(linksOf(pear)).toEqual([`${prefix}/stock/`]);
  expect(reachedBy(pear)).toEqual([host, `'${prefix}/stock'`, "'/pear'"]);
});

test.each([
  ['/files', 'a.example'],
  ['', 'files.localhost'],
])('has files at %s of %s, whose redirects and lists lead on from there', async (prefix, host) => {
  expect(await get(`${prefix}/letters`, host)).toMatchObject({ status: 301, location: `${prefix}/letters/` });
  const list = await get(`${prefix}/letters/`, host);
  expect(list.body).toContain(`<h1>Index of ${prefix}/letters/</h1>`);
  const addresses = linksOf(list).map((href) => new URL(href, `http://${host}${prefix}/letters/`).pathname);
  expect(addresses).toEqual([`${prefix}/`, `${prefix}/letters/a.txt`]);
  expect((await get(addresses[1]!, host)).body).toBe('The first letter of all.\n');
  // What is beside the folder is no file of it.
  expect((await get(`${prefix}/%2e%2e/main.ts`, host)).status).toBe(404);
  expect((await get(`${prefix}/..%2fmain.ts`, host)).status).toBe(404);
});

test.each([
  ['/about', 200, '<h1>About</h1>'],
  ['/contact', 200, '<h1>Contact, of old</h1>'],
  ['/nowhere', 404, '<h1>The old site has no such page</h1>'],
])('asks the new site for %s, and then the old one', async (path, status, content) => {
  const answer = await get(path);
  expect(answer.status).toBe(status);
  expect(answer.body).toContain(content);
});

test.each(['/shop/about', '/shop/fruit/about', '/files/about', '/shopping', '/SHOP'])(
  'leaves the answer to %s to whoever is there',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test('gives a host that nobody knows the first of all, with links to all the others', async () => {
  const home = await get('/', 'b.example:8002');
  expect(home.body).toContain('<h1>Several applications as one</h1>');
  const links = linksOf(home);
  expect(links).toContain('http://shop.localhost:8002/');
  for (const link of links) {
    const { host, pathname } = new URL(link, 'http://b.example:8002');
    expect((await get(pathname, host)).status).toBe(200);
  }
});

test('shows its routes, those of mounted routers too', async () => {
  const { body } = await get('/');
  expect(body).toMatch(/\/shop\/stock\/:name/);
});
