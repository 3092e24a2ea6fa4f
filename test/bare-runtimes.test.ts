/** The faults of Bun and Deno that docs/servers.md names, shown on their servers alone, with nothing of TSGI. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { COMMANDS } from './servers/runtime.ts';

interface Fault {
  readonly sentence: string;
  readonly sent: string;
  /** What comes. */
  readonly comes: RegExp;
  /** Whether it shows only once the connection has ended. */
  readonly ends?: true;
}

const HOST = 'Host: a\r\n';
const AGAIN = `GET / HTTP/1.1\r\n${HOST}\r\n`;
/** A request with content of two bytes in one chunk. */
const chunked = (size: string, trailers = '', coding = 'chunked'): string =>
  `POST /content HTTP/1.1\r\n${HOST}Transfer-Encoding: ${coding}\r\n\r\n${size}\r\nhi\r\n0\r\n${trailers}\r\n`;

const FAULTS: Readonly<Record<keyof typeof COMMANDS, readonly Fault[]>> = {
  bun: [
    {
      sentence: 'hangs up at a method that it does not know',
      sent: `BREW / HTTP/1.1\r\n${HOST}\r\n`,
      comes: /^$/,
      ends: true,
    },
    { sentence: 'answers 400 to an empty line before a request', sent: `\r\n${AGAIN}`, comes: /^HTTP\/1.1 400 / },
    {
      sentence: 'adds a Content-Type',
      sent: `GET /bytes HTTP/1.1\r\n${HOST}\r\n`,
      comes: /content-type: .*\r\n\r\nhi$/is,
    },
    {
      sentence: 'sends a stream that ends at once with its length',
      sent: `GET /stream HTTP/1.1\r\n${HOST}\r\n`,
      comes: /content-length: 5\r\n.*\r\nhello$/is,
    },
    {
      sentence: 'frames the answer to HEAD',
      sent: `HEAD /stream HTTP/1.1\r\n${HOST}\r\n`,
      comes: /(?:transfer-encoding: chunked|content-length: 0)\r\n.*\r\n$/is,
    },
    {
      sentence: 'closes where it is asked to, and does not say so',
      sent: `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
      comes: /^(?!.*connection: close).*method=GET$/is,
      ends: true,
    },
    { sentence: 'takes "chunked," for chunked', sent: chunked('2', '', 'chunked,'), comes: /\r\n\r\n\[hi\]/ },
    {
      sentence: 'says 100 Continue to HTTP/1.0',
      sent: `POST /content HTTP/1.0\r\n${HOST}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`,
      comes: /^HTTP\/1.[01] 100 /,
    },
    {
      sentence: 'keeps the content of GET to itself',
      sent: `GET /content HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\nhi`,
      comes: /\r\n\r\n\[\]$/,
    },
    {
      sentence: 'tells nothing of the authority of a target in absolute form',
      sent: `GET http://b.example/ HTTP/1.1\r\n${HOST}\r\n`,
      comes: /url=http:\/\/a\/ /,
    },
    {
      sentence: 'takes a trailer section that ends with a line feed alone',
      sent: chunked('2', 'A: b\r\n\n', 'chunked').slice(0, -2),
      comes: /\r\n\r\n\[hi\]/,
    },
    { sentence: 'takes a trailer field without a colon', sent: chunked('2', 'nonsense\r\n'), comes: /\r\n\r\n\[hi\]/ },
    {
      sentence: 'takes a trailer field that frames',
      sent: chunked('2', 'Content-Length: 9\r\n'),
      comes: /\r\n\r\n\[hi\]/,
    },
    {
      sentence: 'hangs up on a client that asks again before the answer is there',
      sent: `GET /slow HTTP/1.1\r\n${HOST}\r\n${AGAIN}`,
      comes: /^(?!.*method=GET)/s,
      ends: true,
    },
  ],
  deno: [
    {
      sentence: 'takes lines that end with a line feed alone',
      sent: 'GET / HTTP/1.1\nHost: a\n\n',
      comes: /method=GET$/,
    },
    { sentence: 'takes a request of HTTP/1.1 without a Host', sent: 'GET / HTTP/1.1\r\n\r\n', comes: /method=GET$/ },
    {
      sentence: 'leaves out what is empty of a repeated field',
      sent: `GET / HTTP/1.1\r\n${HOST}A: \r\nA: 1\r\n\r\n`,
      comes: /a=1 method=GET$/,
    },
    { sentence: 'takes a space behind the size of a chunk', sent: chunked('2 '), comes: /\r\n\r\n\[hi\]/ },
    { sentence: 'takes a space before the size of a chunk', sent: chunked(' 2'), comes: /\r\n\r\n\[hi\]/ },
    {
      sentence: 'takes a trailer field that frames',
      sent: chunked('2', 'Content-Length: 9\r\n'),
      comes: /\r\n\r\n\[hi\]/,
    },
    {
      sentence: 'says 100 Continue to HTTP/1.0',
      sent: `POST /content HTTP/1.0\r\n${HOST}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`,
      comes: /^HTTP\/1.[01] 100 /,
    },
    {
      sentence: 'keeps the content of GET to itself',
      sent: `GET /content HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\nhi`,
      comes: /\r\n\r\n\[\]$/,
    },
    {
      sentence: 'lets content through in a coding that it does not undo',
      sent: `POST /coding HTTP/1.1\r\n${HOST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      comes: /coding=gzip, chunked$/,
    },
    {
      sentence: 'sends 205 without a length, and goes on',
      sent: `GET /205 HTTP/1.1\r\n${HOST}\r\n${AGAIN}`,
      comes: /^HTTP\/1.1 205 (?:(?!content-length|HTTP).)*\r\n\r\nHTTP\/1.1 200 .*method=GET$/is,
    },
    {
      sentence: 'sends 304 without the length that is given',
      sent: `GET /304 HTTP/1.1\r\n${HOST}\r\n${AGAIN}`,
      comes: /^HTTP\/1.1 304 (?:(?!content-length|HTTP).)*\r\n\r\nHTTP\/1.1 200 .*method=GET$/is,
    },
    {
      sentence: 'goes on behind content that is longer than its length',
      sent: `GET /surplus HTTP/1.1\r\n${HOST}\r\n${AGAIN}`,
      comes: /content-length: 3.*\r\n\r\nhelHTTP\/1.1 200 .*method=GET$/is,
    },
    {
      sentence: 'says that the connection ends, and goes on',
      sent: `GET /last HTTP/1.1\r\n${HOST}\r\n${AGAIN}`,
      comes: /connection: close\r\n.*last.*HTTP\/1.1 200 .*method=GET$/is,
    },
  ],
};

describe.each(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[])('%s by itself', (name) => {
  let child: ChildProcess;
  let port = 0;

  beforeAll(async () => {
    const root = path.join(import.meta.dirname, '..');
    const [command, ...args] = COMMANDS[name];
    const program = path.join(import.meta.dirname, 'bare-runtimes/handler.ts');
    child = spawn(path.join(root, command), [...args, program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    port = Number(line);
  }, 30_000);

  afterAll(() => void child.kill('SIGKILL'));

  test.each(FAULTS[name])('$sentence', async ({ sent, comes, ends }) => {
    expect(await ask(port, sent, ends ? undefined : comes)).toMatch(comes);
  });

  test(`${name === 'bun' ? 'tells' : 'does not tell'} late that a client has left`, async () => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`GET /left HTTP/1.1\r\n${HOST}\r\n`));
    await once(socket, 'connect');
    // Its answer shows that the other has begun.
    await ask(port, AGAIN, /method=GET$/);
    socket.resetAndDestroy();
    await once(socket, 'close');
    await ask(port, AGAIN, /method=GET$/);
    expect(await ask(port, `GET /was-left HTTP/1.1\r\n${HOST}\r\n`, /left=\w+$/)).toContain(`left=${name === 'bun'}`);
  });
});

/** Sends, and reads up to `enough`, or to the end of the connection. */
async function ask(port: number, sent: string, enough: RegExp | undefined): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = net.connect(port, '127.0.0.1', () => socket.write(sent));
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
    if (enough?.test(received)) resolve(received);
  });
  socket.once('close', () => resolve(received)).once('error', () => resolve(received));
  return promise.finally(() => socket.destroy());
}
