/** The site, started. */

import { createHash } from 'node:crypto';
import http from 'node:http';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type RunningExample, startExample } from '../../../test/start-example.ts';

let site: RunningExample;

beforeAll(async () => {
  site = await startExample('streaming');
}, 20_000);

afterAll(async () => {
  await site.stop('SIGKILL');
});

/** The address of the next upload, as the form has it. */
async function nextUpload(): Promise<string> {
  const form = await (await fetch(`${site.url}/upload`)).text();
  return site.url + /action="([^"]+)"/.exec(form)![1];
}

/** The texts of a response as they come. */
async function* textsOf(response: Response): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) yield decoder.decode(chunk, { stream: true });
}

const BOUNDARY = 'between-the-parts';
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`;
const END = `\r\n--${BOUNDARY}--\r\n`;

/** An upload that goes on when it is told to. */
function upload(
  address: string,
  size: number,
): { readonly request: http.ClientRequest; readonly answer: Promise<number> } {
  const request = http.request(address, {
    method: 'POST',
    agent: false,
    headers: {
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      'Content-Length': HEAD.length + size + END.length,
    },
  });
  const answer = new Promise<number>((resolve, reject) => {
    request.once('error', reject).once('response', (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
  });
  request.write(HEAD);
  return { request, answer };
}

test('shows an upload to a second request while it arrives', async () => {
  const address = await nextUpload();
  const half = Buffer.alloc(500_000, 'a');
  const { request, answer } = upload(address, 1_000_000);
  const steps: { state: string; received: number; result?: string }[] = [];
  let sent = 0;
  for await (const text of textsOf(await fetch(`${address}/events`))) {
    steps.push(...[...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as (typeof steps)[0]));
    const { received = -1 } = steps.at(-1) ?? {};
    // The next half goes out when the first has been seen to arrive.
    if (sent === 0 && received === 0) sent = Number(request.write(half)) + 1;
    else if (sent > 0 && received > 400_000 && !request.writableEnded)
      request.end(Buffer.concat([half, Buffer.from(END)]));
  }
  expect(await answer).toBe(204);
  expect(new Set(steps.map(({ state }) => state))).toEqual(
    new Set(['expected', 'arriving', 'complete'].slice(steps[0]!.state === 'expected' ? 0 : 1)),
  );
  expect(steps.some(({ received }) => received > 400_000 && received <= 500_000)).toBe(true);
  const result = createHash('sha256').update(half).update(half).digest('hex');
  expect(steps.at(-1)).toMatchObject({ state: 'complete', received: 1_000_000, result });

  // Whoever comes later sees how it ended; and the form is good for one upload.
  expect(await (await fetch(`${address}/progress`)).text()).toContain(result);
  const again = new FormData();
  again.set('file', new Blob(['a']), 'a');
  expect((await fetch(address, { method: 'POST', body: again })).status).toBe(409);
}, 20_000);

test('tells who looks on that an upload was broken off', async () => {
  const address = await nextUpload();
  const { request, answer } = upload(address, 1_000_000);
  answer.catch(() => {});
  request.write(Buffer.alloc(300_000));
  let page = '';
  for await (const text of textsOf(await fetch(`${address}/progress`))) {
    page += text;
    if (page.includes('<progress')) request.destroy();
  }
  expect(page).toMatch(/<p>It was broken off, after \d\.\d MB\.<\/p>\s+<\/body>\s+<\/html>\s+$/);
}, 20_000);

test('refuses a form without a file, and an upload that nobody expects', async () => {
  const address = await nextUpload();
  const form = new FormData();
  form.set('other', 'a');
  expect((await fetch(address, { method: 'POST', body: form })).status).toBe(422);
  for (const path of ['', '/progress', '/events']) {
    const method = path === '' ? 'POST' : 'GET';
    expect((await fetch(`${site.url}/upload/0${path}`, { method })).status).toBe(404);
  }
});

test('has a pulse', async () => {
  let events = '';
  for await (const text of textsOf(await fetch(`${site.url}/pulse/events`))) {
    events += text;
    if (events.includes('\n\n')) break;
  }
  expect(events).toMatch(/^id: \d+\ndata: \{"time":"\d\d:\d\d:\d\d UTC","memory":\d+\}\n\n/);
  expect(await (await fetch(`${site.url}/pulse`)).text()).toMatch(/<td>\d+ MiB<\/td>/);
});

test('passes requests on to the server behind it', async () => {
  expect(await (await fetch(`${site.url}/proxy/`)).text()).toContain('<h1>Behind the proxy</h1>');
  const home = await fetch(`${site.url}/proxy/home`);
  expect(new URL(home.url).pathname).toBe('/proxy/');
  const length = await fetch(`${site.url}/proxy/length`, { method: 'POST', body: new Uint8Array(3_000_000) });
  expect(await length.json()).toEqual({ length: 3_000_000 });
  expect((await fetch(`${site.url}/proxy/nowhere`)).status).toBe(404);
  for await (const text of textsOf(await fetch(`${site.url}/proxy/lines`))) {
    // The first line is there long before the last.
    expect(text).toBe('line 1\n');
    break;
  }
});

test('answers 502 where nobody is behind it', async () => {
  const alone = await startExample('streaming', { UPSTREAM: 'http://127.0.0.1:1' });
  try {
    expect((await fetch(`${alone.url}/proxy/`)).status).toBe(502);
  } finally {
    await alone.stop('SIGKILL');
  }
}, 20_000);

test('says that a port is in use, and ends', async () => {
  const second = await startExample('streaming', { PORT: new URL(site.url).port });
  expect(await second.ended).toBe(1);
  expect(second.output().stderr).toContain('another program listens there');
}, 20_000);

test('ends its streams when it is stopped', async () => {
  const address = await nextUpload();
  const streams = await Promise.all(
    ['/pulse/events', `${new URL(address).pathname}/progress`].map((path) => fetch(site.url + path)),
  );
  const texts = streams.map((response) => response.text());
  expect(await site.stop('SIGTERM')).toBe(0);
  expect((await Promise.all(texts))[1]).toMatch(/<\/html>\s$/);
  expect(site.output().stderr).toBe('');
}, 20_000);
