import type { Body } from '@tsgi/contract';

import { calling } from '../../../src/conformance/server/calling.ts';
import { later } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(calling, {
  'calls the application with the environ and startResponse, and nothing else':
    (app) =>
    (...given) =>
      Reflect.apply(app, undefined, [...given, 'more']) as Body,
  'calls the application once for each request': (app) => (environ, startResponse) => {
    void app(environ, () => {});
    return app(environ, startResponse);
  },
  'takes a promise that is none of its own kind': (app) => (environ, startResponse) => {
    const result = app(environ, startResponse);
    return result instanceof Promise || Symbol.iterator in result ? result : [];
  },
  'does not wait for a body that is no promise: it is iterated in the same turn': later,
});
