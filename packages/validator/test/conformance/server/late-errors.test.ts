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

testFaults(lateErrors, {
  'destroys the connection, and reports once, where a body rejects after its first chunk': endingWell,
  'shows a client of HTTP/1.0 too that the content is not complete': endingWell,
  'disposes of a body that throws': undisposed,
});
