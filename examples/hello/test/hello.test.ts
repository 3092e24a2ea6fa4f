import http from 'node:http';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';

let hello: RunningExample;

beforeAll(async () => {
  hello = await startExample('hello');
}, 20_000);

afterAll(async () => {
  await hello.stop('SIGKILL');
});

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** Not `fetch`, which would mend a hostile target before it sends it. */
function get(target: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(hello.url);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path: target, headers, method, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('end', () =>
        resolve({ status: response.statusCode, type: response.headers['content-type'], body }),
      );
    });
    request.once('error', reject).end();
  });
}

/** The rows of the environ's table: the key, without the places where it may break, and where its link leads. */
function rows(body: string): { key: string; href: string }[] {
  return [...body.matchAll(/<th scope="row"><a href="([^"]*)"><code>(.*?)<\/code>/g)].map(
    ([, href = '', key = '']) => ({
      key: key.replaceAll('<wbr>', ''),
      href,
    }),
  );
}

test('says where it is served, once it is', () => {
  expect(hello.output().stdout).toContain(`Serving ${hello.url},`);
});

test('greets the world, and sends nothing else', async () => {
  expect(await get('/')).toEqual({ status: 200, type: 'text/html; charset=utf-8', body: '你好，世界' });
});

/** The keys of the request below that every server gives it. */
const KEYS = `REQUEST_METHOD SCRIPT_NAME PATH_INFO QUERY_STRING SERVER_NAME SERVER_PORT SERVER_PROTOCOL
  CONTENT_TYPE CONTENT_LENGTH REQUEST_URI REMOTE_ADDR REMOTE_PORT HTTP_HOST HTTP_X_B HTTP_X_A HTTP_CONNECTION
  tsgi.version tsgi.url_scheme tsgi.input tsgi.errors tsgi.exchange tsgi.multithread tsgi.multiprocess
  tsgi.run_once`.split(/\s+/);

describe('/environ', () => {
  test('shows the environ of this very request, in the order of the specification', async () => {
    const headers = { Host: 'h.example', 'X-B': 'b', 'X-A': 'a', 'Content-Type': 'text/plain', 'Content-Length': '0' };
    const { status, body } = await get('/environ?a=1', { ...headers, Connection: 'close' }, 'PUT');
    expect(status).toBe(200);
    // What follows are capabilities, of which a server may have any.
    const keys = rows(body).map(({ key }) => key);
    expect(keys.slice(0, KEYS.length)).toEqual(KEYS);
    expect(keys.slice(KEYS.length)).toEqual(expect.arrayContaining(['tsgi.informational', 'tsgi.trailers']));
    for (const value of ['PUT', '/environ', 'a=1', 'text/plain', '/environ?a=1', 'h.example', 'b', 'a']) {
      expect(body).toContain(`<td><code>&#39;${value}&#39;</code></td>`);
    }
  });

  test('links every key to its rule in the specification', async () => {
    const [environ, specification] = await Promise.all([get('/environ'), get('/specification')]);
    const anchors = new Set([...specification.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `/specification#${id}`));
    const links = [...environ.body.matchAll(/href="([^"]*#[^"]*)"/g)].map(([, href]) => href);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((href) => href === undefined || !anchors.has(href))).toEqual([]);
    expect(rows(environ.body)).toContainEqual({ key: 'REQUEST_METHOD', href: '/specification#E4' });
    expect(rows(environ.body)).toContainEqual({ key: 'HTTP_HOST', href: '/specification#E18' });
  });

  test('escapes what came over the wire', async () => {
    const hostile = `"><script>alert('&amp;')</script>`;
    const { status, body } = await get(`/environ?${hostile}`, { 'X-Hostile': hostile, Cookie: hostile });
    expect(status).toBe(200);
    expect(body).not.toMatch(/<script/i);
    expect(body.match(/&quot;&gt;&lt;script&gt;alert\(&#39;&amp;amp;&#39;\)&lt;\/script&gt;/g)?.length).toBe(4);
  });
});

test('shows the specification with every rule and heading', async () => {
  const { status, type, body } = await get('/specification');
  expect({ status, type }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
  expect(
    body.match(/<li><a id="[EAMS]\d+"><\/a><strong>[EAMS]\d+<\/strong> (MUST|SHOULD|MAY)/g)?.length,
  ).toBeGreaterThan(100);
  expect(body).toContain('<h2>The environ</h2>');
});

test('answers an unknown path with 404 and a page, in which the path is escaped', async () => {
  const { status, type, body } = await get(`/"<b>`);
  expect({ status, type }).toEqual({ status: 404, type: 'text/html; charset=utf-8' });
  expect(body).toContain('404 Not Found');
  expect(body).not.toContain('<b>');
});

test('has an icon for browsers that ask', async () => {
  expect(await get('/favicon.ico')).toMatchObject({ status: 200, type: 'image/svg+xml' });
});

test('says in one line what to do where the port is taken', async () => {
  const { port } = new URL(hello.url);
  const second = await startExample('hello', { PORT: port });
  expect(await second.ended).toBe(1);
  expect(second.output()).toEqual({
    stdout: '',
    stderr: `serve(): cannot listen on port ${port} of 127.0.0.1: another program listens there: stop it, or choose another port, as in PORT=${Number(port) + 1} npm run example hello\n`,
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)('stops on %s', async (signal) => {
  const another = await startExample('hello');
  await expect(another.stop(signal)).resolves.toBe(0);
  expect(another.output().stderr).toBe('');
});
