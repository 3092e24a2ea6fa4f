import { describe, expect, test } from 'vitest';

import { type Application, compose } from '@tsgi/contract';
import { csrf, csrfField, type CsrfOptions, csrfToken, memoryStore, sessions } from '@tsgi/sessions';
import { client, type RequestOptions, type TestClient } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';
import { errors, handler, html, page, text } from '@tsgi/web';

const app: Application = handler(async (request) => {
  if (request.method === 'GET' && request.path === '/form') return page(html`<form>${await csrfField(request)}</form>`);
  if (request.method === 'GET' && request.path === '/token') return text(await csrfToken(request));
  if (request.contentType?.type === 'application/x-www-form-urlencoded') {
    return text(`got ${(await request.form()).get('a')}`);
  }
  if (request.contentType?.type === 'multipart/form-data') {
    const names: string[] = [];
    for await (const part of request.multipart()) names.push(`${part.name}=${await part.text()}`.slice(0, 20));
    return text(`got ${names.at(-1)}`);
  }
  return text('done');
});

const browser = (options?: CsrfOptions, origin = 'https://example.org'): TestClient =>
  client(compose(errors(), sessions({ store: memoryStore() }), csrf(options))(app), { origin });

const post = async (
  headers: Readonly<Record<string, string>>,
  options?: CsrfOptions,
  origin?: string,
): Promise<number> => (await browser(options, origin).post('/', { headers })).status;

const open = async (headers: Readonly<Record<string, string>>, options?: CsrfOptions): Promise<number> =>
  (await browser(options).get('/', { headers: { Connection: 'Upgrade', Upgrade: 'websocket', ...headers } })).status;

const tokenOf = async (http: TestClient): Promise<string> => (await http.get('/token')).text();

const answerTo = async (http: TestClient, options: RequestOptions): Promise<string> => {
  const response = await http.post('/', options);
  return `${response.status} ${await response.text()}`;
};

const exempt: CsrfOptions['exempt'] = ({ PATH_INFO }) => PATH_INFO === '/hook';

describe('what a browser says', () => {
  test.each([
    ['same-origin', 200],
    ['none', 200],
    ['same-site', 403],
    ['cross-site', 403],
    ['', 403],
    ['Same-Origin', 403],
  ])('Sec-Fetch-Site: %s is answered %i', async (site, status) => {
    expect(await post({ 'Sec-Fetch-Site': site })).toBe(status);
  });

  test.each([
    ['https://example.org', 200],
    ['http://example.org', 403],
    ['https://example.org:8443', 403],
    ['https://www.example.org', 403],
    ['https://example.org.evil.example', 403],
    ['https://example.org@evil.example', 403],
    ['null', 403],
    ['', 403],
  ])('Origin: %s is answered %i', async (Origin, status) => {
    expect(await post({ Origin })).toBe(status);
  });

  test('Sec-Fetch-Site counts before Origin', async () => {
    expect(await post({ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://example.org' })).toBe(403);
    expect(await post({ 'Sec-Fetch-Site': 'same-origin', Origin: 'https://other.example' })).toBe(200);
  });

  test('over http its Origin may be https, as behind a proxy that nobody has told of', async () => {
    const http = 'http://example.org';
    expect(await post({ Origin: 'https://example.org' }, {}, http)).toBe(200);
    expect(await post({ Origin: 'http://example.org' }, {}, http)).toBe(200);
    expect(await post({ Origin: 'http://example.com' }, {}, http)).toBe(403);
    expect(await post({ Origin: 'http://example.org:8080' }, {}, 'http://example.org:8080')).toBe(200);
  });

  test('is compared with what trusted proxies tell', async () => {
    const options = { trustedProxies: ['loopback'] };
    const headers = {
      'X-Forwarded-For': '192.0.2.1',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'shop.example',
    };
    const status = (Origin: string): Promise<number> => post({ ...headers, Origin }, options, 'http://10.0.0.1');
    expect(await status('https://shop.example')).toBe(200);
    expect(await status('http://shop.example')).toBe(403);
    expect(await status('https://10.0.0.1')).toBe(403);
  });

  test('may be another origin that is trusted', async () => {
    const options = { trustedOrigins: ['https://admin.example.org'] };
    const headers = { 'Sec-Fetch-Site': 'same-site', Origin: 'https://admin.example.org' };
    expect(await post(headers, options)).toBe(200);
    expect(await post({ ...headers, Origin: 'https://evil.example.org' }, options)).toBe(403);
  });
});

test.each(['GET', 'HEAD', 'OPTIONS', 'TRACE'])('%s passes', async (method) => {
  expect((await browser().request(method, '/', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(200);
});

test.each(['PUT', 'PATCH', 'DELETE', 'POST', 'MADE-UP', 'get'])('%s does not', async (method) => {
  const response = await browser().request(method, '/', { headers: { 'Sec-Fetch-Site': 'cross-site' } });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('The request was refused: it comes from a page of another site.');
});

describe('a client that says neither', () => {
  test('sends the token of its session as a header', async () => {
    const http = browser();
    const token = await tokenOf(http);
    expect(await answerTo(http, { headers: { 'X-CSRF-Token': token } })).toBe('200 done');
    expect(await answerTo(http, { headers: { 'X-CSRF-Token': `${token}A` } })).toContain(
      'its token is not one of its session',
    );
    expect(await answerTo(browser(), { headers: { 'X-CSRF-Token': token } })).toMatch(/^403/);
    expect(await answerTo(http, {})).toContain('it says neither where it comes from nor the token of its session');
  });

  test('sends it in a form, which comes whole to the application', async () => {
    const http = browser();
    const token = /value="(.+?)"/.exec(await (await http.get('/form')).text())![1]!;
    expect(await answerTo(http, { form: { _csrf: token, a: 'b' } })).toBe('200 got b');
    const multipart = new FormData();
    multipart.set('_csrf', token);
    multipart.set('file', new File(['x'.repeat(100_000)], 'a'));
    expect(await answerTo(http, { multipart })).toBe(`200 got file=${'x'.repeat(15)}`);
    expect(await answerTo(http, { form: { a: 'b' } })).toMatch(/^403/);
    expect(await answerTo(http, { json: { _csrf: token } })).toMatch(/^403/);
  });

  test('is not helped by the token of another session', async () => {
    const app2 = compose(errors(), sessions({ store: memoryStore() }), csrf())(app);
    const [attacker, victim] = [client(app2), client(app2)];
    await tokenOf(victim);
    expect(await answerTo(victim, { headers: { 'X-CSRF-Token': await tokenOf(attacker) } })).toMatch(/^403/);
  });

  test('sends a form that is not too long', async () => {
    const http = browser({ formLimit: 100 });
    expect(await answerTo(http, { form: { a: 'x'.repeat(100) } })).toMatch(/^413/);
  });
});

describe('a WebSocket', () => {
  test.each([
    ['its own page', { Origin: 'https://example.org' }, 200],
    ['its own page, as browsers say it', { Origin: 'https://example.org', 'Sec-Fetch-Site': 'same-origin' }, 200],
    ['no browser', {}, 200],
    ['a page of another site', { Origin: 'https://evil.example' }, 403],
    ['a page of another host of the site', { Origin: 'https://a.example.org', 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
  ])('of %s', async (_whose, headers, status) => {
    expect(await open(headers)).toBe(status);
  });

  test('of another origin that is trusted, or without protection', async () => {
    const headers = { Origin: 'https://app.example.net', 'Sec-Fetch-Site': 'cross-site' };
    expect(await open(headers, { trustedOrigins: ['https://app.example.net'] })).toBe(200);
    expect(await open(headers, { exempt: () => true })).toBe(200);
  });
});

test('leaves out what needs no protection', async () => {
  const http = browser({ exempt });
  const headers = { 'Sec-Fetch-Site': 'cross-site' };
  expect((await http.post('/hook', { headers })).status).toBe(200);
  expect((await http.post('/other', { headers })).status).toBe(403);
});

test('asks nobody for a session where the browser has said enough', async () => {
  const http = client(compose(errors(), csrf())(app));
  expect((await http.post('/', { headers: { 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(200);
  expect((await http.post('/', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403);
});

test.each([
  [
    { trustedOrigins: ['example.org'] },
    `trustedOrigins must be origins such as 'https://example.org', got 'example.org'`,
  ],
  [{ trustedOrigins: ['https://example.org/'] }, `got 'https://example.org/'`],
  [{ exempt: true }, 'exempt must be a function, got boolean'],
  [{ formLimit: 0 }, 'formLimit must be a whole number of bytes from 1, got 0'],
  [{ origins: [] }, 'origins is not an option; there are trustedOrigins, exempt, formLimit, trustedProxies, forwarded'],
  [{ trustedProxies: ['nonsense'] }, 'nonsense'],
])('refuses %j', (options, message) => {
  expect(() => csrf(options as CsrfOptions)).toThrow(TypeError);
  expect(() => csrf(options as CsrfOptions)).toThrow(message);
});

describe('conformance', () => {
  const environ = { HTTP_SEC_FETCH_SITE: 'same-origin' };
  declareTests(middlewareConformance(csrf(), { environ }), { describe, test });
});
