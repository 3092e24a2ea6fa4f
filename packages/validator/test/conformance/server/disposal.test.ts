import { disposal } from '../../../src/conformance/server/disposal.ts';
import { onBody, undisposed } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(disposal, {
  'disposes of a synchronous body when it has ended': undisposed,
  'disposes of an array': undisposed,
  'calls [Symbol.asyncDispose] alone where a body has both': onBody((body) => {
    body[Symbol.dispose]?.();
    return body;
  }),
  'calls the dispose method on the body itself': onBody((body) =>
    Object.assign(['Hello'], { [Symbol.dispose]: () => body[Symbol.dispose]?.call(undefined) }),
  ),
  'waits for the disposal before it runs what was deferred': onBody((body) =>
    Object.assign(['Hello'], { [Symbol.dispose]: () => void body[Symbol.asyncDispose]?.() }),
  ),
});
