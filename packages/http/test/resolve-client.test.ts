import { describe, expect, expectTypeOf, test } from 'vitest';

import type { Environ } from '@tsgi/contract';
import { type Client, type ForwardedRequest, resolveClient, trustedAddresses } from '@tsgi/http';

const trusted = trustedAddresses(['loopback', '10.0.0.0/8', 'unix']);

/** A request that came over http from a trusted proxy, with `Host: inside`. */
const request = (fields: Partial<ForwardedRequest>): ForwardedRequest => ({
  REMOTE_ADDR: '10.0.0.1',
  REMOTE_PORT: '5000',
  HTTP_HOST: 'inside',
  'tsgi.url_scheme': 'http',
  ...fields,
});

test('believes a trusted proxy', () => {
  const fields = {
    HTTP_X_FORWARDED_FOR: '203.0.113.9',
    HTTP_X_FORWARDED_PROTO: 'https',
    HTTP_X_FORWARDED_HOST: 'a.example',
  };
  expect(resolveClient(request(fields), trusted)).toEqual({
    address: '203.0.113.9',
    port: undefined,
    proto: 'https',
    host: 'a.example',
  });
});

test('takes an environ for a request', () => {
  expectTypeOf<Environ>().toExtend<ForwardedRequest>();
});

type Row = [sentence: string, fields: Partial<ForwardedRequest>, client: Partial<Client>];

const direct: Client = { address: '10.0.0.1', port: '5000', proto: 'http', host: 'inside' };
const unknown = { address: undefined, port: undefined };
const client = { address: '203.0.113.9', port: undefined };

const walk = (HTTP_X_FORWARDED_FOR: string): Partial<ForwardedRequest> => ({ HTTP_X_FORWARDED_FOR });

describe('X-Forwarded-For', () => {
  test.each<Row>([
    ['that is not there leaves the peer', {}, {}],
    ['that is empty leaves the peer', walk(' , '), {}],
    ['gives the client', walk('203.0.113.9'), client],
    ['gives the rightmost that is not trusted', walk('198.51.100.1, 203.0.113.9'), client],
    [
      'gives the rightmost that is not trusted behind proxies',
      walk('198.51.100.1, 203.0.113.9, 10.0.0.2, 10.0.0.3'),
      client,
    ],
    ['gives the leftmost where all are trusted', walk('10.0.0.3, 10.0.0.2'), { address: '10.0.0.3', port: undefined }],
    ['gives the port where it is told', walk('203.0.113.9:4711'), { ...client, port: '4711' }],
    ['gives IPv6', walk('2001:DB8::17'), { address: '2001:db8::17', port: undefined }],
    ['gives IPv6 with a port', walk('[2001:db8::17]:4711'), { address: '2001:db8::17', port: '4711' }],
    ['gives IPv4 for IPv4 mapped to IPv6', walk('::ffff:203.0.113.9'), client],
    ['gives none where the proxy keeps it to itself', walk('203.0.113.9, unknown'), unknown],
    ['gives none where it is malformed', walk('203.0.113.9, 1.2.3'), unknown],
    ['gives none where it is malformed behind a proxy', walk('203.0.113.9, 010.0.0.2, 10.0.0.3'), unknown],
    ['passes over what stands left of the client', walk('garbage", ", 127.0.0.1, 203.0.113.9, 10.0.0.2'), client],
  ])('%s', (_, fields, expected) => {
    expect(resolveClient(request(fields), trusted)).toEqual({ ...direct, ...expected });
  });

  test('is not believed of a peer that is not trusted', () => {
    const fields = { REMOTE_ADDR: '203.0.113.9', HTTP_X_FORWARDED_FOR: '127.0.0.1', HTTP_X_FORWARDED_PROTO: 'https' };
    expect(resolveClient(request(fields), trusted)).toEqual({ ...direct, address: '203.0.113.9' });
  });

  test('is believed of a peer at a Unix socket where that is trusted', () => {
    const fields = { REMOTE_ADDR: undefined, REMOTE_PORT: undefined, HTTP_X_FORWARDED_FOR: '203.0.113.9' };
    expect(resolveClient(request(fields), trusted).address).toBe('203.0.113.9');
    expect(resolveClient(request(fields), trustedAddresses(['loopback'])).address).toBeUndefined();
  });

  test('is not read beside Forwarded, nor Forwarded beside it', () => {
    const both = request({
      HTTP_X_FORWARDED_FOR: '203.0.113.9',
      HTTP_FORWARDED: 'for=198.51.100.1;host=x;proto=https',
    });
    expect(resolveClient(both, trusted)).toEqual({ ...direct, ...client });
    expect(resolveClient(both, trusted, 'Forwarded').address).toBe('198.51.100.1');
  });
});

test('an IPv4 peer at an IPv6 socket is given as IPv4', () => {
  expect(resolveClient(request({ REMOTE_ADDR: '::ffff:203.0.113.9' }), trusted).address).toBe('203.0.113.9');
  expect(resolveClient(request({ REMOTE_ADDR: '::ffff:x' }), trusted).address).toBe('::ffff:x');
});

describe('X-Forwarded-Proto, -Host and -Port', () => {
  test.each<Row>([
    [
      'say what was asked for',
      { HTTP_X_FORWARDED_PROTO: 'HTTPS', HTTP_X_FORWARDED_HOST: 'a.example:8443' },
      { proto: 'https', host: 'a.example:8443' },
    ],
    [
      'add a port that is not the own of the scheme',
      { HTTP_X_FORWARDED_PROTO: 'https', HTTP_X_FORWARDED_PORT: '8443' },
      { proto: 'https', host: 'inside:8443' },
    ],
    ['add no port that is', { HTTP_X_FORWARDED_PROTO: 'https', HTTP_X_FORWARDED_PORT: '443' }, { proto: 'https' }],
    ['add no second port', { HTTP_HOST: 'inside:1', HTTP_X_FORWARDED_PORT: '8443' }, { host: 'inside:1' }],
    ['add a port to IPv6', { HTTP_X_FORWARDED_HOST: '[::1]', HTTP_X_FORWARDED_PORT: '8080' }, { host: '[::1]:8080' }],
    [
      'are the last member when there are more than addresses',
      { HTTP_X_FORWARDED_PROTO: 'https, http' },
      { proto: 'http' },
    ],
    [
      'belong to the addresses when there are as many',
      {
        HTTP_X_FORWARDED_FOR: '198.51.100.1, 203.0.113.9, 10.0.0.2',
        HTTP_X_FORWARDED_PROTO: 'http, https, http',
        HTTP_X_FORWARDED_HOST: 'evil, a.example, inner',
      },
      { ...client, proto: 'https', host: 'a.example' },
    ],
    ['are not believed of another scheme', { HTTP_X_FORWARDED_PROTO: 'javascript' }, {}],
    ['are not believed of a host with a path', { HTTP_X_FORWARDED_HOST: 'a.example/evil' }, {}],
    ['are not believed of a host with a user', { HTTP_X_FORWARDED_HOST: 'user@a.example' }, {}],
    ['are not believed of a host with a space', { HTTP_X_FORWARDED_HOST: 'a b' }, {}],
    ['are not believed of a host that is endless', { HTTP_X_FORWARDED_HOST: 'a'.repeat(262) }, {}],
    ['are not believed of a port that is none', { HTTP_X_FORWARDED_PORT: '80x' }, {}],
  ])('%s', (_, fields, expected) => {
    expect(resolveClient(request(fields), trusted)).toEqual({ ...direct, ...expected });
  });
});

describe('Forwarded', () => {
  test.each<[string, string | undefined, Partial<Client>]>([
    ['that is not there leaves the peer', undefined, {}],
    [
      'gives the client, host and scheme',
      'for=203.0.113.9;host=a.example;proto=https',
      { ...client, proto: 'https', host: 'a.example' },
    ],
    ['gives the rightmost that is not trusted', 'for=198.51.100.1;proto=https, for=203.0.113.9, for=10.0.0.2', client],
    ['gives IPv6 with a port', 'for="[2001:db8:cafe::17]:4711"', { address: '2001:db8:cafe::17', port: '4711' }],
    [
      'lets the outermost proxy say the host',
      'for=203.0.113.9;host=a.example, for=10.0.0.2;host=inner',
      { ...client, host: 'a.example' },
    ],
    [
      'lets an inner proxy say what the outermost does not',
      'for=203.0.113.9, for=10.0.0.2;proto=https',
      { ...client, proto: 'https' },
    ],
    ['gives none for unknown', 'for=198.51.100.1, for=unknown;proto=https', { ...unknown, proto: 'https' }],
    ['gives none for an obfuscated name', 'for=198.51.100.1, for=_hidden', unknown],
    ['gives none where a proxy says nothing of it', 'for=198.51.100.1, proto=https', { ...unknown, proto: 'https' }],
    ['gives none where it is malformed', 'for=198.51.100.1, for=a b', unknown],
    [
      'is not led astray by a quote that nothing closes',
      'for=", for=203.0.113.9;proto=https',
      { ...client, proto: 'https' },
    ],
    ['is not led astray by an escaped quote', 'for="\\", for="203.0.113.9";proto=https', { ...client, proto: 'https' }],
    ['knows a comma within quotes', 'for=203.0.113.9;x="a, \\"for=127.0.0.1"', client],
  ])('%s', (_, HTTP_FORWARDED, expected) => {
    expect(resolveClient(request({ HTTP_FORWARDED }), trusted, 'Forwarded')).toEqual({ ...direct, ...expected });
  });

  test('asks of no more addresses than it has to', () => {
    const asked: (string | undefined)[] = [];
    const spy = (address: string | undefined): boolean => {
      asked.push(address);
      return address === '10.0.0.1';
    };
    resolveClient(request({ HTTP_FORWARDED: 'for=198.51.100.1,'.repeat(10_000) }), spy, 'Forwarded');
    resolveClient(request({ HTTP_X_FORWARDED_FOR: '198.51.100.1,'.repeat(10_000) }), spy);
    expect(asked).toEqual(['10.0.0.1', '198.51.100.1', '10.0.0.1', '198.51.100.1']);
  });
});
