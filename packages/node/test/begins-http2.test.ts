import { duplexPair } from 'node:stream';
import type { Socket } from 'node:net';

import { expect, test } from 'vitest';

import { beginsHttp2 } from '../src/begins-http2.ts';

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

/** Whether it is HTTP/2, and what can be read afterwards. */
async function decided(pieces: readonly string[], ends = false): Promise<[boolean, string]> {
  const [near, far] = duplexPair();
  const decision = new Promise<boolean>((resolve) => beginsHttp2(near as unknown as Socket, resolve));
  for (const piece of pieces) {
    far.write(piece);
    await new Promise(setImmediate);
  }
  if (ends) far.end();
  const begins = await decision;
  return [begins, String(near.read())];
}

test.each<[string, string[], boolean]>([
  ['the preface', [PREFACE], true],
  ['the preface and more', [`${PREFACE}more`], true],
  ['the preface in pieces', ['PRI * HTTP', '/2.0\r\n\r\nSM\r\n', '\r\nmore'], true],
  ['HTTP/1.1', ['GET / HTTP/1.1\r\n'], false],
  ['a method that begins alike', ['P', 'ROPFIND / HTTP/1.1\r\n'], false],
])('tells %s, and puts it back', async (_what, pieces, begins) => {
  await expect(decided(pieces)).resolves.toEqual([begins, pieces.join('')]);
});

test('does not wait for a client that has ended its side', async () => {
  await expect(decided(['PRI'], true)).resolves.toEqual([false, 'PRI']);
  await expect(decided([], true)).resolves.toEqual([false, 'null']);
});
