/** Sessions, `csrf()`, who is signed in, and forms need no platform: on Bun, Deno and Workers they are the same. SQLite is on the first two. */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { COMMANDS } from './servers/runtime.ts';
import { startWorkerd, type Workerd } from './servers/workerd.ts';

const programs = path.join(import.meta.dirname, 'sessions-in-runtimes');

async function start(name: keyof typeof COMMANDS): Promise<Workerd> {
  const [command, ...args] = COMMANDS[name];
  const program = path.join(import.meta.dirname, '..', command);
  const child = spawn(program, [...args, `${programs}/serve.ts`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url, stop: () => void child.kill('SIGKILL') };
}

const runtimes = {
  bun: () => start('bun'),
  deno: () => start('deno'),
  workerd: () => startWorkerd(`${programs}/worker.ts`),
};

/** A browser, as far as it is one: it keeps its cookie, and says where a request comes from. */
class Visitor {
  cookie = '';
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  get(page: string): Promise<string> {
    return this.ask(page).then((response) => response.text());
  }

  post(
    page: string,
    body: string | URLSearchParams | FormData,
    headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' },
  ): Promise<Response> {
    return this.ask(page, { method: 'POST', body, headers });
  }

  async ask(page: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookie !== '') headers.set('Cookie', this.cookie);
    const response = await fetch(`${this.#url}/${page}`, { ...init, headers });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = /Max-Age=0/.test(set) ? '' : set.split(';', 1)[0]!;
    return response;
  }
}

describe.each(Object.keys(runtimes) as (keyof typeof runtimes)[])('on %s', (name) => {
  let server: Workerd | undefined;
  beforeAll(async () => {
    server = await runtimes[name]();
  }, 30_000);
  afterAll(() => server?.stop());

  describe.each(['sealed', 'memory'])('%s', (kind) => {
    const visitor = (): Visitor => new Visitor(`${server!.url}/${kind}`);

    test('a browser is known again, others are not', async () => {
      const [one, other] = [visitor(), visitor()];
      const seen = [await one.get('visit'), await one.get('visit'), await other.get('visit'), await one.get('visit')];
      expect(seen).toEqual(['visit 1', 'visit 2', 'visit 1', 'visit 3']);
    });

    test('a cookie that was tampered with opens nothing', async () => {
      const one = visitor();
      await one.get('visit');
      const at = one.cookie.indexOf('=') + 20;
      one.cookie = one.cookie.slice(0, at) + (one.cookie[at] === 'A' ? 'B' : 'A') + one.cookie.slice(at + 1);
      expect(await one.get('visit')).toBe('visit 1');
    });

    test('requests at once lose nothing', async () => {
      const one = visitor();
      await one.get('visit');
      await Promise.all(Array.from({ length: 10 }, () => one.ask('visit', { headers: { Cookie: one.cookie } })));
      // Of a sealed session the browser has the seal that came last, and each of them leads to the newest.
      expect(await one.get('visit')).toBe('visit 12');
    });

    test('somebody signs in by the form of this site alone, and out again', async () => {
      const one = visitor();
      const fields = async (): Promise<URLSearchParams> => {
        const [, token = ''] = /name="_csrf" value="(.*?)"/.exec(await one.get('form')) ?? [];
        return new URLSearchParams({ name: 'ada', _csrf: token });
      };
      const before = await fields();
      const refused = [
        await one.post('sign-in', new URLSearchParams({ name: 'ada' }), {}),
        await one.post('sign-in', before, { Origin: 'https://evil.example' }),
        await one.post('sign-in', before, { 'Sec-Fetch-Site': 'cross-site' }),
      ];
      expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect(await one.get('who')).toBe('nobody');
      const { cookie } = one;
      expect((await one.post('sign-in', before, {})).status).toBe(204);
      expect([one.cookie === cookie, await one.get('who')]).toEqual([false, 'ada']);
      expect((await one.post('sign-out', before, {})).status).toBe(403);
      expect((await one.post('sign-out', await fields(), {})).status).toBe(204);
      expect([one.cookie, await one.get('who')]).toEqual(['', 'nobody']);
    });
  });

  test('a form with files is read, part by part', async () => {
    const form = new FormData();
    form.set('text', '你好\r\n');
    form.set('file', new Blob(['x'.repeat(100_000)]), 'ü "1".txt');
    const response = await new Visitor(`${server!.url}/memory`).post('parts', form);
    expect(await response.json()).toEqual([
      ['text', null, 8],
      ['file', 'ü "1".txt', 100_000],
    ]);
  });

  test.each([
    ['too long', `"${'x'.repeat(100)}"`, 413],
    ['malformed', '{', 400],
    ['one that reaches a prototype', '{"__proto__":1}', 400],
    ['as it should be', '{"a":"你"}', 200],
  ])('JSON that is %s', async (_what, body, status) => {
    const headers = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
    const response = await new Visitor(`${server!.url}/memory`).post('json', body, headers);
    expect(response.status).toBe(status);
  });
});

test.each(Object.entries(COMMANDS))(
  'on %s stores keep what they promise, one in a file of SQLite too',
  async (_name, command) => {
    const [program, ...args] = command;
    const { stdout } = await promisify(execFile)(path.join(import.meta.dirname, '..', program), [
      ...args,
      `${programs}/store-suites.ts`,
    ]);
    expect(JSON.parse(stdout)).toEqual({ cases: expect.any(Number), failed: [] });
  },
);
