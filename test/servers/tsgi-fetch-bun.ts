import { BUN_FAULTS as BUN } from '../bare-runtimes/bun-faults.ts';
import { FAULTS, LACKS } from './fetch-gaps.ts';
import { Runtime } from './runtime.ts';
import type { Subject } from './subject.ts';

export const tsgiFetchBun: Subject = {
  name: '`@tsgi/fetch/bun`',
  standsOn: 'Bun',
  start: new Runtime('bun'),
  lacks: {
    ...LACKS,
    reason: 'Bun has phrases of its own',
    halfClose: 'Bun takes a client that has ended its side for one that is gone',
  },
  faults: {
    ...FAULTS,
    'commits the head with the first chunk, an empty one too': BUN.holdsHead,
    'adds no fields but what framing, connection and Date need': BUN.addsType,
    'sends a body without chunks chunked, if it is no array': BUN.measuresNothing,
    'sends a large body that streams with the Content-Length that is given': BUN.forgetsLength,
    'answers HEAD without a length of its own making': BUN.framesHead,
    'gives a method that it does not know': BUN.method,
    'leaves the letters of a method as they are': BUN.methodLetters,
    'refuses content with a trailer section that ends with a line feed alone': BUN.trailersLineFeed,
    'refuses content with a trailer field without a colon': BUN.trailersColon,
    'refuses content with a trailer field that frames': BUN.trailersFrame,
    'answers in order where the first is slow and the second is quick': BUN.asksAgain,
    'takes an empty line before a request': BUN.emptyLine,
  },
};
