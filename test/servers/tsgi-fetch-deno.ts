import { DENO_FAULTS as DENO } from '../bare-runtimes/deno-faults.ts';
import { FAULTS, LACKS } from './fetch-gaps.ts';
import { Runtime } from './runtime.ts';
import type { Subject } from './subject.ts';

export const tsgiFetchDeno: Subject = {
  name: '`@tsgi/fetch/deno`',
  standsOn: 'Deno',
  start: new Runtime('deno'),
  lacks: {
    ...LACKS,
    reason: 'Deno has phrases of its own',
    halfClose: 'Deno takes a client that has ended its side for one that is gone',
  },
  faults: {
    ...FAULTS,
    'shows a client of HTTP/1.0 too that the content is not complete': DENO.endsOld,
    'sends no chunk beyond Content-Length': DENO.completes,
    'sends no chunk of an asynchronous body beyond Content-Length': DENO.completes,
    'sends 205 as empty content': DENO.resetContent,
    'sends 304 with the Content-Length that is given': DENO.notModified,
    'joins repeated fields with what is empty': DENO.joins,
    'refuses lines that end with a line feed alone': DENO.lineFeeds,
    'refuses a field that ends with a line feed alone': DENO.fieldLineFeed,
    'refuses a head that ends with a line feed alone': DENO.headLineFeed,
    'refuses no Host': DENO.noHost,
    // It is refused, and said to be the last.
    'refuses a fragment in the target': DENO.saysClose,
    'refuses a fragment behind a query': DENO.saysClose,
    'refuses a Host with a space': DENO.saysClose,
    'refuses a Host with a path': DENO.saysClose,
    'refuses a Host with a user': DENO.saysClose,
    'refuses two Hosts in one': DENO.saysClose,
    'refuses content with a chunk size with a space behind it': DENO.spaceBehindSize,
    'refuses content with a chunk size with a space before it': DENO.spaceBeforeSize,
    'refuses content with a trailer field that frames': DENO.trailersFrame,
  },
};
