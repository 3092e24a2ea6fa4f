import { expectContinue } from '../../../src/conformance/server/expect-continue.ts';
import { testFaults, type Fault } from '../faulty-server.ts';

/** Asks for content that nobody has begun to read. */
const eager: Fault = (app) => (environ, startResponse) => {
  const reads = environ['tsgi.input'][Symbol.asyncIterator]();
  reads.next().catch(() => {});
  return app(environ, startResponse);
};

testFaults(expectContinue, {
  'sends 100 Continue when the application reads': { requests: (text) => text.replace('Expect:', 'X-Expect:') },
  'sends no 100 Continue before the application reads': eager,
  'sends no 100 Continue where the application answers without reading': eager,
  'sends no 100 Continue for content that announces more than the limit': eager,
});
