import { derive, type Environ, type Input } from '@tsgi/contract';

import { environs } from '../../src/middleware-conformance/environs.ts';
import { HandExchange } from '../../src/middleware-conformance/hand-exchange.ts';
import { withEnviron } from './fixtures/layers.ts';
import { testTopic } from './fixtures/mistake.ts';

/** An input that reads another, and forgets what else there is to it. */
const another = (read: () => AsyncIterator<Uint8Array, undefined>): Input => ({
  [Symbol.asyncIterator]: read,
  limit: () => {},
  close: () => {},
});

async function* collecting(input: Input): AsyncGenerator<Uint8Array, undefined> {
  yield* await Array.fromAsync(input);
}

const STANDARD = /^(REQUEST_METHOD|SCRIPT_NAME|PATH_INFO|QUERY_STRING|SERVER_.*|REMOTE_ADDR|HTTP_HOST|tsgi\..*)$/;

testTopic(environs, [
  {
    does: 'passes on only the keys that it knows',
    middleware: withEnviron(
      (environ) => Object.fromEntries(Object.entries(environ).filter(([key]) => STANDARD.test(key))) as Environ,
    ),
    caughtBy: ['passes the keys of a request on', 'passes keys of others on'],
  },
  {
    does: 'tidies the path up in place',
    middleware: withEnviron((environ) => {
      environ.PATH_INFO = environ.PATH_INFO.replaceAll('//', '/');
      return environ;
    }),
    caughtBy: ['passes a path with its encoded characters on'],
  },
  {
    does: 'mounts in place',
    middleware: withEnviron((environ) => {
      environ.SCRIPT_NAME = '/app';
      return environ;
    }),
    states: { changes: { environ: ['SCRIPT_NAME'] } },
    caughtBy: ['leaves the environ that it was given as it was'],
  },
  {
    does: 'adds a key in place that it does not state',
    middleware: withEnviron((environ) => {
      environ['clock.now'] = 0;
      return environ;
    }),
    caughtBy: ['leaves the environ that it was given as it was', 'passes the keys of a request on'],
  },
  {
    does: 'adds a key to a copy that it does not state',
    middleware: withEnviron((environ) => derive(environ, { 'clock.now': 0 })),
    caughtBy: ['passes the keys of a request on'],
  },
  {
    does: 'has all methods in upper case',
    middleware: withEnviron((environ) => derive(environ, { REQUEST_METHOD: environ.REQUEST_METHOD.toUpperCase() })),
    caughtBy: ['passes any method, in its letter case, on'],
  },
  {
    does: 'uses a capability that is not there',
    middleware: withEnviron((environ) => {
      environ['tsgi.informational']!('103 Early Hints', []);
      return environ;
    }),
    caughtBy: ['passes a request of HTTP/1.0 on'],
  },
  {
    does: 'makes an exchange of its own',
    middleware: withEnviron((environ) => derive(environ, { 'tsgi.exchange': new HandExchange() })),
    caughtBy: ['passes the very tsgi.exchange on'],
  },
  {
    does: 'keeps quiet about errors',
    middleware: withEnviron((environ) => derive(environ, { 'tsgi.errors': { write: () => {}, flush: () => {} } })),
    caughtBy: ['passes what is written to tsgi.errors on'],
  },
  {
    does: 'calls the application twice',
    middleware: (app) => (environ, startResponse) => {
      app(derive(environ, {}), () => {});
      return app(environ, startResponse);
    },
    caughtBy: ['calls the application once'],
  },
  {
    does: 'logs the request body, and so reads it',
    middleware: (app) => async (environ, startResponse) => {
      for await (const chunk of environ['tsgi.input']) environ['tsgi.errors'].write(`${chunk.length} bytes\n`);
      return app(environ, startResponse);
    },
    caughtBy: [
      'passes the request body on, every byte of it and once',
      'reads nothing of a request body that the application leaves alone',
    ],
  },
  {
    does: 'reads the whole request body before it passes any of it on',
    middleware: withEnviron((environ) =>
      derive(environ, {
        'tsgi.input': another(() => collecting(environ['tsgi.input'])),
      }),
    ),
    caughtBy: ['passes the request body on as it comes, to a response that is under way'],
  },
  {
    does: 'wraps the request body, and forgets limit() and close()',
    middleware: withEnviron((environ) =>
      derive(environ, { 'tsgi.input': another(() => environ['tsgi.input'][Symbol.asyncIterator]()) }),
    ),
    caughtBy: [
      'passes on what the application takes at most of a request body',
      'passes on that the application wants no more of a request body',
    ],
  },
]);
