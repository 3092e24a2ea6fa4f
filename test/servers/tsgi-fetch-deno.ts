import { FAULTS, LACKS } from './fetch-gaps.ts';
import { Runtime } from './runtime.ts';
import type { Subject } from './subject.ts';

const SURPLUS = 'Deno takes the answer for complete with its last byte, and keeps the connection';
const LINE_FEED = "Deno's parser ends lines with a line feed alone";
const HOST = 'It is refused; Deno then says `Connection: close`, and goes on to the next request';
const SIZE = "Deno's parser passes over spaces beside the size";

export const tsgiFetchDeno: Subject = {
  name: '`@tsgi/fetch/deno`',
  start: new Runtime('deno'),
  lacks: {
    ...LACKS,
    reason: 'Deno has phrases of its own',
    halfClose: 'Deno takes a client that has ended its side for one that is gone',
  },
  faults: {
    ...FAULTS,
    'shows a client of HTTP/1.0 too that the content is not complete':
      'Deno ends the connection, which to HTTP/1.0 is the end of the content, and does not reset it',
    'asks for nothing behind a large chunk that the client has not taken': 'Deno asks for one chunk ahead',
    'sends no chunk beyond Content-Length': SURPLUS,
    'sends no chunk of an asynchronous body beyond Content-Length': SURPLUS,
    'sends 205 as empty content': 'Deno takes its `Content-Length` of 0 away, without which the answer has no end',
    'sends 304 with the Content-Length that is given': 'Deno takes the field away',
    'joins repeated fields with what is empty': 'Deno leaves the empty one out',
    'refuses lines that end with a line feed alone': LINE_FEED,
    'refuses a field that ends with a line feed alone': LINE_FEED,
    'refuses a head that ends with a line feed alone': LINE_FEED,
    'refuses no Host': 'Deno makes a host up, and does not tell the versions apart, of which HTTP/1.0 needs none',
    'refuses a Host with a space': HOST,
    'refuses a Host with a path': HOST,
    'refuses a Host with a user': HOST,
    'refuses two Hosts in one': HOST,
    'refuses content with a chunk size with a space behind it': SIZE,
    'refuses content with a chunk size with a space before it': SIZE,
    'refuses content with a trailer field that frames': 'Deno passes over trailer fields',
  },
};
