/** What Deno does by itself. */

import { asksAhead } from './asks-ahead.ts';
import { AGAIN, chunked, get, HOST, onWire } from './bare-fault.ts';
import { FETCH_FAULTS } from './fetch-faults.ts';
import { whenLeft } from './when-left.ts';

export const DENO_FAULTS = {
  ...FETCH_FAULTS,
  lineFeeds: onWire('takes lines that end with a line feed alone', {
    sent: 'GET / HTTP/1.1\nHost: a\n\n',
    comes: /method=GET$/,
  }),
  fieldLineFeed: onWire('takes a field that ends with a line feed alone', {
    sent: `GET / HTTP/1.1\r\n${HOST}A: 1\n\r\n`,
    comes: /a=1 method=GET$/,
  }),
  headLineFeed: onWire('takes a head that ends with a line feed alone', {
    sent: `GET / HTTP/1.1\r\n${HOST}\n`,
    comes: /method=GET$/,
  }),
  noHost: onWire('tells a request of HTTP/1.1 without a `Host` and one of HTTP/1.0, which needs none, not apart', {
    sent: 'GET /all HTTP/1.1\r\n\r\nGET /all HTTP/1.0\r\n\r\n',
    comes: /(\{.+\})HTTP\/1.*\r\n\r\n\1$/s,
  }),
  joins: onWire('leaves out what is empty of a repeated field', {
    sent: `GET / HTTP/1.1\r\n${HOST}A: \r\nA: 1\r\n\r\n`,
    comes: /a=1 method=GET$/,
  }),
  spaceBehindSize: onWire('takes a space behind the size of a chunk', {
    sent: chunked('2 '),
    comes: /\r\n\r\n\[hi\]/,
  }),
  spaceBeforeSize: onWire('takes a space before the size of a chunk', {
    sent: chunked(' 2'),
    comes: /\r\n\r\n\[hi\]/,
  }),
  trailersFrame: onWire('takes a trailer field that frames', {
    sent: chunked('2', 'Content-Length: 9\r\n'),
    comes: /\r\n\r\n\[hi\]/,
  }),
  coding: onWire('lets content through in a coding that it does not undo', {
    sent: `POST /coding HTTP/1.1\r\n${HOST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    comes: /coding=gzip, chunked$/,
  }),
  resetContent: onWire('sends 205 without the length of 0 that is given, without which it has no end, and goes on', {
    sent: get('/205') + AGAIN,
    comes: /^HTTP\/1.1 205 (?:(?!content-length|HTTP).)*\r\n\r\nHTTP\/1.1 200 .*method=GET$/is,
  }),
  notModified: onWire('sends 304 without the length that is given', {
    sent: get('/304') + AGAIN,
    comes: /^HTTP\/1.1 304 (?:(?!content-length|HTTP).)*\r\n\r\nHTTP\/1.1 200 .*method=GET$/is,
  }),
  surplus: onWire('goes on behind content that is longer than its length', {
    sent: get('/surplus') + AGAIN,
    comes: /content-length: 3.*\r\n\r\nhelHTTP\/1.1 200 .*method=GET$/is,
  }),
  completes: onWire(
    'takes an answer for complete with the last byte of its length, and goes on though its stream fails',
    {
      sent: get('/fails-behind-length') + AGAIN,
      comes: /content-length: 3.*\r\n\r\noneHTTP\/1.1 200 .*method=GET$/is,
    },
  ),
  endsOld: onWire('ends content that fails as HTTP/1.0 ends what is complete: it closes, and does not reset', {
    sent: `GET /fails HTTP/1.0\r\n${HOST}\r\n`,
    comes: /\r\n\r\none$/,
    ends: true,
  }),
  saysClose: onWire('says `Connection: close` where it is given, and goes on to the next request', {
    sent: get('/last') + AGAIN,
    comes: /connection: close\r\n.*last.*HTTP\/1.1 200 .*method=GET$/is,
  }),
  tellsNever: whenLeft(false),
  asksAhead,
} as const;
