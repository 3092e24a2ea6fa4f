import type { SendTrailers } from '@tsgi/contract';

import { trailers } from '../../../src/conformance/server/trailers.ts';
import { withEnviron } from '../faults.ts';
import { testFaults, type Fault } from '../faulty-server.ts';

/** Calls the function at once. */
const early: Fault = withEnviron((environ) => {
  const send = environ['tsgi.trailers'] as SendTrailers;
  environ['tsgi.trailers'] = (fields: Parameters<SendTrailers>[0]) => {
    const list = fields();
    send(() => list);
  };
});

testFaults(trailers, {
  'sends trailer fields behind an array, chunked': withEnviron((environ) => {
    environ['tsgi.trailers'] = () => {};
  }),
  'calls the function of the trailers once, when the body has ended': early,
  'takes an error of the function of the trailers for one of the body': early,
  'refuses the trailer field Content-Length': withEnviron((environ) => {
    const send = environ['tsgi.trailers'] as SendTrailers;
    environ['tsgi.trailers'] = (fields: Parameters<SendTrailers>[0]) =>
      send(() => fields().map(([name, value]) => [`X-${name}`, value]));
  }),
});
