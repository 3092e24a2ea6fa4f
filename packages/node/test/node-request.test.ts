import { once } from 'node:events';
import { IncomingMessage } from 'node:http';

import { ClientDisconnected, type Environ } from '@tsgi/contract';
import { emptyInput } from '@tsgi/serving';
import { environ } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { ExchangeSocket } from '../src/exchange-socket.ts';
import { endUnread, makeRequest, type NodeRequest, placeRequest } from '../src/node-request.ts';

const owner = { onWrite() {}, onTimeout() {}, onDestroy() {} };

function requestOf(given: Environ): NodeRequest {
  return makeRequest(given, new ExchangeSocket(given, owner));
}

test("is of Node's own class, and says what the environ says", () => {
  const request = requestOf(
    environ({ HTTP_ACCEPT_LANGUAGE: 'zh', HTTP_COOKIE: 'a=1; b=2', CONTENT_TYPE: 'text/plain' }),
  );
  expect(request).toBeInstanceOf(IncomingMessage);
  expect([request.method, request.httpVersion, request.url]).toEqual(['GET', '1.1', '/']);
  expect(request.headers).toEqual({
    host: 'localhost',
    'accept-language': 'zh',
    cookie: 'a=1; b=2',
    'content-type': 'text/plain',
  });
  expect(request.headersDistinct['accept-language']).toEqual(['zh']);
  expect(request.rawHeaders).toContain('accept-language');
  expect(request.socket.remoteAddress).toBe('127.0.0.1');
});

test.each<[string, Partial<Environ>, string, string, string]>([
  ['at the top', { PATH_INFO: '/a', QUERY_STRING: 'b' }, '/a?b', '/a?b', ''],
  ['below a prefix', { SCRIPT_NAME: '/x', PATH_INFO: '/a' }, '/a', '/x/a', '/x'],
  ['at a prefix', { SCRIPT_NAME: '/x', PATH_INFO: '', QUERY_STRING: 'b' }, '/?b', '/x?b', '/x'],
  ['for the server as a whole', { REQUEST_METHOD: 'OPTIONS', PATH_INFO: '' }, '*', '*', ''],
])('says where it is: %s', (_what, place, url, originalUrl, baseUrl) => {
  const request = requestOf(environ(place));
  expect(request).toMatchObject({ url, originalUrl, baseUrl });
  placeRequest(request, environ({ SCRIPT_NAME: '/moved', PATH_INFO: '/on' }));
  expect(request).toMatchObject({ url: '/on', originalUrl: '/moved/on', baseUrl: '/moved' });
});

test('gives the content, and says when it is complete', async () => {
  const request = requestOf(environ({}, ['hello, ', 'world']));
  const pieces = await request.setEncoding('utf8').toArray();
  expect([pieces.join(''), request.complete]).toEqual(['hello, world', true]);
});

test('says by a field that there is content, where the protocol needs none for that', () => {
  const unframed = environ({ REQUEST_METHOD: 'POST', SERVER_PROTOCOL: 'HTTP/2.0' }, ['content']);
  delete unframed.CONTENT_LENGTH;
  const { headers, rawHeaders, headersDistinct } = requestOf(unframed);
  expect([headers['transfer-encoding'], headersDistinct['transfer-encoding']]).toEqual(['chunked', ['chunked']]);
  expect(rawHeaders.slice(-2)).toEqual(['transfer-encoding', 'chunked']);
  for (const framed of [
    { ...unframed, CONTENT_LENGTH: '7' },
    { ...unframed, REQUEST_METHOD: 'GET' },
    { ...unframed, 'tsgi.input': emptyInput },
  ]) {
    expect(requestOf(framed).headers['transfer-encoding']).toBeUndefined();
  }
});

test('asks for no content that nobody reads', () => {
  const given = environ({}, 'content');
  const input = {
    ...given['tsgi.input'],
    [Symbol.asyncIterator]: (): never => {
      throw new Error('nobody asked');
    },
  };
  expect(() => requestOf({ ...given, 'tsgi.input': input })).not.toThrow();
});

function failing(lost: Error): NodeRequest {
  const given = environ({}, 'content');
  const failure = Promise.reject(lost);
  const input = { ...given['tsgi.input'], [Symbol.asyncIterator]: () => ({ next: () => failure }) };
  return requestOf({ ...given, 'tsgi.input': input });
}

test('fails reads where the content fails', async () => {
  await expect(failing(new Error('lost')).toArray()).rejects.toThrow('lost');
});

test("fails by Node's own code where the client has gone", async () => {
  await expect(failing(new ClientDisconnected()).toArray()).rejects.toMatchObject({
    message: 'aborted',
    code: 'ECONNRESET',
  });
});

test('is ended though nobody has read it, and leaves one alone that somebody reads', async () => {
  const unread = requestOf(environ({}, 'content'));
  const ended = once(unread, 'end');
  const closed = once(unread, 'close');
  endUnread(unread);
  await Promise.all([ended, closed]);
  expect([unread.complete, unread.aborted]).toEqual([true, false]);
  const read = requestOf(environ({}, 'content'));
  const pieces = read.setEncoding('utf8').toArray();
  endUnread(read);
  expect((await pieces).join('')).toBe('content');
});
