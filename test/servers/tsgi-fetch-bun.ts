import { FAULTS, LACKS } from './fetch-gaps.ts';
import { Runtime } from './runtime.ts';
import type { Subject } from './subject.ts';

const BUFFERS = 'Bun holds a stream that ends at once back, and sends it with its length';
const METHODS = "Bun's parser has a list of methods, and hangs up at all others";
const TRAILER = 'Bun takes any bytes for a trailer section';

export const tsgiFetchBun: Subject = {
  name: '`@tsgi/fetch/bun`',
  start: new Runtime('bun'),
  lacks: {
    ...LACKS,
    reason: 'Bun has phrases of its own',
    halfClose: 'Bun takes a client that has ended its side for one that is gone',
  },
  faults: {
    ...FAULTS,
    'commits the head with the first chunk, an empty one too': 'Bun sends a head with the first bytes of its content',
    'adds no fields but what framing, connection and Date need': 'Bun adds a `Content-Type` where there is none',
    'sends a synchronous body chunked': BUFFERS,
    'sends an asynchronous body chunked': BUFFERS,
    'sends a body of one chunk chunked, if it is no array': BUFFERS,
    'sends a body without chunks chunked, if it is no array': BUFFERS,
    'sends no end of the content for an empty chunk': BUFFERS,
    'sends chunks whose sizes are counted in bytes': BUFFERS,
    'sends HTTP/1.0 a body that is no array until the connection closes': BUFFERS,
    'answers HEAD without a length of its own making': 'Bun frames it: `Transfer-Encoding: chunked`, or a length of 0',
    'gives a method that it does not know': METHODS,
    'leaves the letters of a method as they are': METHODS,
    'refuses content with a trailer section that ends with a line feed alone': TRAILER,
    'refuses content with a trailer field without a colon': TRAILER,
    'refuses content with a trailer field that frames': TRAILER,
    'answers in order where the first is slow and the second is quick':
      'Bun hangs up on a client that asks before the answer is there',
    'takes an empty line before a request': 'Bun answers it 400',
  },
};
