import { type Application, type Chunk, compose, type Environ } from '@tsgi/contract';
import { client, environ as makeEnviron, type TestClient } from '@tsgi/testing';
import { html, json, page } from '@tsgi/web';
import { expect, test } from 'vitest';

import { maintenance, type MaintenanceOptions, plannedMaintenance } from '../src/index.ts';

const from = new Date('2026-12-01T22:00:00Z');
const until = new Date('2026-12-01T23:00:00Z');
const ANNOUNCED = '2026-12-01T12:00:00Z';
const BANNER =
  '<aside class="maintenance" role="note" aria-label="Maintenance">Planned maintenance: this site is away from ' +
  '<time datetime="2026-12-01T22:00:00.000Z">2026-12-01 22:00 UTC</time> to ' +
  '<time datetime="2026-12-01T23:00:00.000Z">2026-12-01 23:00 UTC</time>.</aside>';

/** A browser that asks an application at that time. */
function browserAt(time: string, app: Application, options: Partial<MaintenanceOptions> = {}): TestClient {
  const stack = compose(maintenance({ from, until, now: () => Date.parse(time), ...options }));
  return client(stack(app), { headers: { Accept: 'text/html,*/*;q=0.8' } });
}

const site =
  (...chunks: readonly Chunk[]): Application =>
  (_environ, startResponse) => {
    startResponse('200 OK', [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['ETag', '"1"'],
      ['Last-Modified', 'Tue, 01 Dec 2026 00:00:00 GMT'],
    ]);
    return chunks;
  };

test('announces it on pages, a day before, in a banner', async () => {
  const response = await browserAt(ANNOUNCED, site('<body>Hello')).get('/');
  await response.expect({
    status: 200,
    headers: { 'X-Maintenance': '2026-12-01T22:00:00.000Z/2026-12-01T23:00:00.000Z' },
  });
  expect(await response.text()).toBe(`<body>${BANNER}Hello`);
});

test.each(['2026-11-30T21:59:59Z', '2026-12-01T23:00:00Z'])('leaves all as it is at %s', async (time) => {
  const response = await browserAt(time, site('<body>Hello')).get('/');
  await response.expect({ status: 200, text: '<body>Hello', headers: { ETag: '"1"' } });
  expect(response.header('X-Maintenance')).toBeUndefined();
});

test('answers 503 while it lasts, and says when to come back', async () => {
  const http = browserAt('2026-12-01T22:59:30Z', site('Hello'));
  const response = await http.get('/');
  await response.expect({ status: 503, headers: { 'Retry-After': '30', 'Cache-Control': 'no-store' } });
  expect(await response.text()).toMatch(/<h1>Back soon<\/h1>[^]*2026-12-01 23:00 UTC/);
  const plain = await http.post('/', { headers: { Accept: 'application/json' }, body: 'a' });
  await plain.expect({
    status: 503,
    text: 'This site is being looked after. It will be back at 2026-12-01 23:00 UTC.\n',
  });
});

test('lets those in who may pass', async () => {
  const options: Partial<MaintenanceOptions> = { passes: (environ) => environ.PATH_INFO === '/health' };
  const http = browserAt('2026-12-01T22:00:00Z', site('ok'), options);
  await (await http.get('/health')).expect({ status: 200, text: 'ok' });
  await (await http.get('/')).expect(503);
});

test('says in a header alone what is no page, or has no reader who would see it', async () => {
  const data = await browserAt(ANNOUNCED, json([])).get('/');
  await data.expect({ json: [], headers: { 'X-Maintenance': /^2026/ } });
  const program = await browserAt(ANNOUNCED, site('<body>')).get('/', { headers: { Accept: '*/*' } });
  expect(await program.text()).toBe('<body>');
  await program.expect({ headers: { 'X-Maintenance': /^2026/, ETag: '"1"' } });
});

test('leaves a page alone that it cannot read', async () => {
  const coded = page(html`<body>`, { headers: [['Content-Encoding', 'x']] });
  const response = await browserAt(ANNOUNCED, coded).get('/');
  expect(await response.text()).not.toContain('aside');
  expect(response.header('Content-Encoding')).toBe('x');
});

test('asks for a whole page, and leaves the environ of the layers outside as it was', async () => {
  const keys = ['HTTP_ACCEPT_ENCODING', 'HTTP_IF_NONE_MATCH', 'HTTP_IF_MODIFIED_SINCE'];
  const seen: string[] = [];
  const note = (environ: Environ): void => void seen.push(keys.filter((key) => key in environ).join(' '));
  const inside: Application = (environ, startResponse) => {
    note(environ);
    return site('<body>')(environ, startResponse);
  };
  const stack = maintenance({ from, until, now: () => Date.parse(ANNOUNCED) })(inside);
  const outside: Application = (environ, startResponse) => {
    const body = stack(environ, startResponse);
    note(environ);
    return body;
  };
  const headers = {
    Accept: 'text/html',
    'Accept-Encoding': 'gzip',
    'If-None-Match': '"1"',
    'If-Modified-Since': 'Tue, 01 Dec 2026 00:00:00 GMT',
  };
  const response = await client(outside).get('/', { headers });
  expect(seen).toEqual(['', keys.join(' ')]);
  expect([response.header('ETag'), response.header('Last-Modified')]).toEqual([undefined, undefined]);
});

test('tells applications of it', async () => {
  const seen: unknown[] = [];
  const app: Application = (environ, startResponse) => {
    seen.push(plannedMaintenance(environ));
    return site('')(environ, startResponse);
  };
  for (const time of ['2026-11-01T00:00:00Z', ANNOUNCED, '2026-12-02T00:00:00Z']) await browserAt(time, app).get('/');
  const times = { from: Number(from), until: Number(until) };
  expect(seen).toEqual(['ahead', 'announced', 'over'].map((phase) => ({ ...times, phase })));
});

test('says what is missing where it is not in the stack', () => {
  expect(() => plannedMaintenance(makeEnviron())).toThrow(
    'plannedMaintenance(): put maintenance() into the stack, in front of this application',
  );
});

test.each([
  [{ from: new Date('soon') }, 'maintenance(): from must be a valid Date, got Invalid Date'],
  [{ until: 1 as unknown as Date }, 'maintenance(): until must be a valid Date, got 1'],
  [{ until: from }, 'maintenance(): until must be after from, got 2026-12-01T22:00:00.000Z'],
  [{ announceMs: -1 }, 'maintenance(): announceMs must be 0 or more, got -1'],
  [{ passes: '/health' as unknown as () => boolean }, 'maintenance(): passes must be a function, got string'],
  [{ now: 1 as unknown as () => number }, 'maintenance(): now must be a function, got number'],
  [{ announce: 1 }, 'maintenance(): announce is not an option'],
])('refuses %o when the stack is built', (options, message) => {
  expect(() => maintenance({ from, until, ...options })).toThrow(message);
});
