import { lateErrors } from '../../../src/conformance/server/late-errors.ts';
import { onBody, undisposed } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

const endingWell = onBody((body) =>
  (async function* () {
    try {
      yield* body as AsyncIterable<string>;
    } catch {
      // The fault: the answer ends as if it were whole.
    }
  })(),
);

/** The fault: a chunk stays until the next is there, and is lost where that is a failure. */
const losingTheLast = onBody((body) =>
  (async function* () {
    let held = '';
    for await (const chunk of body) {
      if (held !== '') yield held;
      held = chunk as string;
    }
    yield held;
  })(),
);

testFaults(lateErrors, {
  'sends what was yielded before a synchronous body throws': losingTheLast,
  'sends what was yielded before an asynchronous body throws': losingTheLast,
  'destroys the connection, and reports once, where a body rejects after its first chunk': endingWell,
  'shows a client of HTTP/1.0 too that the content is not complete': endingWell,
  'disposes of a body that throws': undisposed,
});
