import { heads } from '../../../src/conformance/server/heads.ts';
import { onBody, swallowing } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(heads, {
  'sends nothing when startResponse is called, while the value is pending': (app) => (environ, startResponse) =>
    app(environ, (...head) => {
      startResponse(...head);
      environ['tsgi.informational']?.('102 Processing', []);
    }),
  'has startResponse throw the second time, and keeps the first head': swallowing,
  'takes an error of undefined for none': (app) => (environ, startResponse) =>
    app(environ, (status, headers, error) => startResponse(status, headers, error ?? new Error('none'))),
  'replaces a stored head where an error is given, the whole of it': (app) => (environ, startResponse) => {
    let first: readonly (readonly [string, string])[] = [];
    return app(environ, (status, headers, error) => {
      startResponse(status, [...first, ...headers], error);
      first = headers;
    });
  },
  'throws the very error that it is given once the head is out': (app) => (environ, startResponse) =>
    app(environ, (status, headers, error) => {
      try {
        startResponse(status, headers, error);
      } catch (cause) {
        throw new Error('wrapped', { cause });
      }
    }),
  'commits the head with the first chunk, an empty one too': onBody((body) =>
    Array.isArray(body)
      ? body
      : (async function* () {
          for await (const chunk of body) if (chunk.length > 0) yield chunk;
        })(),
  ),
});
