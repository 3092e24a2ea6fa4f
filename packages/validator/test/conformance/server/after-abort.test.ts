import { afterAbort } from '../../../src/conformance/server/after-abort.ts';
import { swallowing, withEnviron } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(afterAbort, {
  'ignores startResponse where the client has gone, however often': (app) => (environ, startResponse) => {
    let started = false;
    return app(environ, (...head) => {
      if (started) throw new Error('a head is stored already');
      started = true;
      startResponse(...head);
    });
  },
  'throws the very error that startResponse is given where the client has gone': swallowing,
  'does not report what an application throws after the client has gone': (app) => async (environ, startResponse) => {
    try {
      return await app(environ, startResponse);
    } catch (error) {
      environ['tsgi.errors'].write(String(error));
      throw error;
    }
  },
  'rejects a read with ClientDisconnected where the client goes away before the end of its content': withEnviron(
    (environ) => {
      const input = environ['tsgi.input'] as AsyncIterable<Uint8Array>;
      environ['tsgi.input'] = {
        limit() {},
        close() {},
        async *[Symbol.asyncIterator]() {
          try {
            yield* input;
          } catch {
            // The fault: what came so far looks like the whole.
          }
        },
      };
    },
  ),
});
