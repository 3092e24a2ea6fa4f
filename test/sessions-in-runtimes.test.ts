/** Sessions need no platform: sealed and in memory they are the same on Bun and on Deno. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { COMMANDS } from './servers/runtime.ts';

describe.each(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[])('on %s', (name) => {
  let child: ChildProcess;
  let url = '';

  beforeAll(async () => {
    const root = path.join(import.meta.dirname, '..');
    const [command, ...args] = COMMANDS[name];
    const program = path.join(import.meta.dirname, 'sessions-in-runtimes/serve.ts');
    child = spawn(path.join(root, command), [...args, program], { stdio: ['ignore', 'pipe', 'inherit'] });
    [url] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  }, 30_000);

  afterAll(() => void child.kill('SIGKILL'));

  test.each(['sealed', 'memory'])('a browser is known again (%s), others are not', async (kind) => {
    const first = await visit(`${url}/${kind}`);
    const second = await visit(`${url}/${kind}`, first.cookie);
    const third = await visit(`${url}/${kind}`, second.cookie || first.cookie);
    expect([first.text, second.text, third.text]).toEqual(['visit 1', 'visit 2', 'visit 3']);
    expect((await visit(`${url}/${kind}`)).text).toBe('visit 1');
  });

  test.each(['sealed', 'memory'])('a cookie that was tampered with opens nothing (%s)', async (kind) => {
    const { cookie } = await visit(`${url}/${kind}`);
    const at = cookie.indexOf('=') + 20;
    const other = cookie[at] === 'A' ? 'B' : 'A';
    const tampered = cookie.slice(0, at) + other + cookie.slice(at + 1);
    expect((await visit(`${url}/${kind}`, tampered)).text).toBe('visit 1');
  });
});

/** @param cookie What `Set-Cookie` said, without its attributes. */
async function visit(url: string, cookie?: string): Promise<{ text: string; cookie: string }> {
  const response = await fetch(url, cookie === undefined ? {} : { headers: { cookie } });
  const [set = ''] = response.headers.getSetCookie();
  return { text: await response.text(), cookie: set.split(';', 1)[0]! };
}
