import http, { type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import net, { type AddressInfo, Socket } from 'node:net';

import { expect, test } from 'vitest';

import { ServedRequest } from '../src/served-request.ts';

/** Requests as `node:http` makes them of `head`: one of its own, and one of ours. */
async function requests(head: string): Promise<[theirs: IncomingMessage, ours: ServedRequest]> {
  const got: IncomingMessage[] = [];
  for (const IncomingMessage of [http.IncomingMessage, ServedRequest]) {
    const server = http.createServer(
      { IncomingMessage, joinDuplicateHeaders: true, requireHostHeader: false },
      (request, response) => {
        got.push(request);
        response.end();
      },
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.resume().write(`GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n${head}\r\n\r\n`);
    await once(socket, 'close');
    server.close();
  }
  return [got[0]!, got[1] as ServedRequest];
}

const HEAD = 'Accept: a\r\nACCEPT: b\r\nCookie: x=1\r\nCookie: y=2\r\nSet-Cookie: z\r\nETag: 1\r\netag: 2\r\nEmpty:';

test('has the headers that node:http has', async () => {
  const [theirs, ours] = await requests(HEAD);
  expect(Object.entries(ours.headers)).toEqual(Object.entries(theirs.headers));
  expect({ ...ours.headers }).toEqual({ ...theirs.headers });
  expect(ours.headers).toEqual(theirs.headers);
  expect(ours.headers).toBe(ours.headers);
  expect(ours.headersDistinct).toEqual(theirs.headersDistinct);
});

test.each(['accept', 'Accept', 'cookie', 'set-cookie', 'empty', 'etag', 'expect', 'toString', 'hasOwnProperty'])(
  'answers for the single header %s as node:http does, also before all are made',
  async (name) => {
    const [theirs, ours] = await requests(HEAD);
    expect(name in ours.headers).toBe(name in theirs.headers);
    const [, unread] = await requests(HEAD);
    expect(unread.headers[name]).toEqual(theirs.headers[name]);
    expect(Object.hasOwn(unread.headers, name)).toBe(Object.hasOwn(theirs.headers, name));
  },
);

test('keeps what is changed in them, wherever they were taken', async () => {
  const [, ours] = await requests(HEAD);
  const before = ours.headers;
  before['x-user'] = 'ann';
  delete ours.headers['accept'];
  Object.defineProperty(before, 'own', { value: 'o', enumerable: true, configurable: true });
  for (const headers of [before, ours.headers]) {
    expect(headers['x-user']).toBe('ann');
    expect(headers['accept']).toBeUndefined();
    expect('accept' in headers).toBe(false);
    expect(Object.keys(headers)).toContain('own');
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
  }
  ours.headers = { other: 'o' };
  expect(ours.headers).toEqual({ other: 'o' });
});

test('looks for a symbol among what is made', () => {
  const request = new ServedRequest(new Socket());
  expect(Reflect.get(request.headers, Symbol.iterator)).toBeUndefined();
});
