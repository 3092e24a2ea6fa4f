/** What Bun does by itself. */

import { AGAIN, chunked, get, HOST, onWire } from './bare-fault.ts';
import { FETCH_FAULTS } from './fetch-faults.ts';
import { holdsHead } from './holds-head.ts';
import { whenLeft } from './when-left.ts';

export const BUN_FAULTS = {
  ...FETCH_FAULTS,
  method: onWire('hangs up at a method that it does not know', {
    sent: `BREW / HTTP/1.1\r\n${HOST}\r\n`,
    comes: /^$/,
    ends: true,
  }),
  methodLetters: onWire('hangs up at a method in small letters', {
    sent: `get / HTTP/1.1\r\n${HOST}\r\n`,
    comes: /^$/,
    ends: true,
  }),
  emptyLine: onWire('answers 400 to an empty line before a request', {
    sent: `\r\n${AGAIN}`,
    comes: /^HTTP\/1.1 400 /,
  }),
  addsType: onWire('adds a `Content-Type` where there is none', {
    sent: get('/bytes'),
    comes: /content-type: .*\r\n\r\nhi$/is,
  }),
  holdsHead,
  measuresSeveral: onWire('sends a stream of several chunks that ends at once with its length', {
    sent: get('/chunks'),
    comes: /content-length: 10\r\n.*\r\nhellohello$/is,
  }),
  measuresNothing: onWire('sends a stream without content with a length of 0', {
    sent: get('/nothing'),
    comes: /content-length: 0\r\n(?:.*\r\n)?\r\n$/is,
  }),
  forgetsLength: onWire('leaves out the length of a stream, but for some that are small and end at once', {
    sent: get('/measured'),
    comes: /^(?!.*content-length).*transfer-encoding: chunked/is,
  }),
  framesHead: onWire('frames the answer to HEAD: `Transfer-Encoding: chunked`, or a length of 0', {
    sent: `HEAD /stream HTTP/1.1\r\n${HOST}\r\n`,
    comes: /(?:transfer-encoding: chunked|content-length: 0)\r\n.*\r\n$/is,
  }),
  closesSilently: onWire('closes where it is asked to, and does not say so', {
    sent: `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
    comes: /^(?!.*connection: close).*method=GET$/is,
    ends: true,
  }),
  coding: onWire('takes "chunked," for chunked', {
    sent: chunked('2', '', 'chunked,'),
    comes: /\r\n\r\n\[hi\]/,
  }),
  authority: onWire('tells nothing of the authority of a target in absolute form', {
    sent: `GET http://b.example/ HTTP/1.1\r\n${HOST}\r\n`,
    comes: /url=http:\/\/a\/ /,
  }),
  trailersLineFeed: onWire('takes a trailer section that ends with a line feed alone', {
    sent: chunked('2', 'A: b\r\n\n').slice(0, -2),
    comes: /\r\n\r\n\[hi\]/,
  }),
  trailersColon: onWire('takes a trailer field without a colon', {
    sent: chunked('2', 'nonsense\r\n'),
    comes: /\r\n\r\n\[hi\]/,
  }),
  trailersFrame: onWire('takes a trailer field that frames', {
    sent: chunked('2', 'Content-Length: 9\r\n'),
    comes: /\r\n\r\n\[hi\]/,
  }),
  asksAgain: onWire('hangs up on a client that asks again before the answer is there', {
    sent: get('/slow') + AGAIN,
    comes: /^(?!.*method=GET)/s,
    ends: true,
  }),
  tellsLate: whenLeft(true),
} as const;
