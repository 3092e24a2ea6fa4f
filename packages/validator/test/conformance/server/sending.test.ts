import type { Chunk } from '@tsgi/contract';

import { sending } from '../../../src/conformance/server/sending.ts';
import { collected, onBody, onText } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

const holdingBack = onBody((body) =>
  (async function* () {
    let held: Chunk | undefined;
    for await (const chunk of body) {
      if (held !== undefined) yield held;
      held = chunk;
    }
    if (held !== undefined) yield held;
  })(),
);

testFaults(sending, {
  'sends text without waiting for the next': holdingBack,
  'asks a synchronous body for chunks only as the client takes them': collected,
  'iterates a body with both iterators synchronously': onBody((body) =>
    Symbol.asyncIterator in body ? { [Symbol.asyncIterator]: () => body[Symbol.asyncIterator]() } : body,
  ),
  'iterates a body once, by one iterator': onBody((body) => {
    if (Symbol.iterator in body) void [...body];
    return body;
  }),
  'sends text as UTF-8': onText((text) => Buffer.from(text, 'latin1')),
  'sends a lone surrogate as U+FFFD': onText((text) => text.replaceAll(/[\ud800-\udfff]/g, '?')),
  'sends line ends as they are': onText((text) => text.replaceAll('\n', '\r\n')),
});
