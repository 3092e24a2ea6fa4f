/** Capabilities: each is passed on and works, or is not there. */

import type { Application, Environ } from '@tsgi/contract';

import { expectEqual } from '../conformance/expectation.ts';
import { serverOf } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import { observedBody } from './observed-body.ts';

const CAPABILITIES = ['tsgi.informational', 'tsgi.trailers', 'tsgi.file_wrapper', 'tsgi.upgrade'] as const;

/** An application that does without the capability where it is not there, which is no worse. */
const using =
  (name: (typeof CAPABILITIES)[number], use: Application): Application =>
  (environ, startResponse) => {
    if (environ[name] !== undefined) return use(environ, startResponse);
    startResponse('200 OK', []);
    return ['without'];
  };

const isThere = ({ inner }: { readonly inner: readonly Environ[] }, name: (typeof CAPABILITIES)[number]): boolean =>
  inner[0]?.[name] !== undefined;

export const capabilities: readonly MiddlewareCase[] = [
  {
    name: 'adds no capability that the server has not',
    rules: ['M6', 'E30', 'E31', 'E32', 'E33'],
    request: { environ: Object.fromEntries(CAPABILITIES.map((name) => [name, undefined])) },
    app: (_environ, startResponse) => {
      startResponse('200 OK', []);
      return ['Hello'];
    },
    expect: (seen) => {
      const added = CAPABILITIES.find((name) => isThere(seen, name));
      if (added !== undefined) throw new Error(`the application found ${added}, which the server has not`);
    },
  },
  {
    name: 'passes tsgi.informational on as it works, or not at all',
    rules: ['M6', 'S56'],
    differs: true,
    app: using('tsgi.informational', (environ, startResponse) => {
      environ['tsgi.informational']?.('103 Early Hints', [['Link', '</style.css>; rel=preload']]);
      startResponse('200 OK', []);
      return ['Hello'];
    }),
    expect: (seen) => {
      if (!isThere(seen, 'tsgi.informational')) return;
      expectEqual(
        seen.interim.map(({ status }) => status),
        ['103 Early Hints'],
        'the interim responses',
      );
    },
  },
  {
    name: 'passes tsgi.trailers on as it works, or not at all',
    rules: ['M6', 'S57', 'A27'],
    differs: true,
    app: using('tsgi.trailers', (environ, startResponse) => {
      const server = serverOf(environ);
      let read = false;
      environ['tsgi.trailers']?.(() => [['X-Read', String(read)]]);
      startResponse('200 OK', []);
      return {
        *[Symbol.iterator]() {
          yield* observedBody(server, { disposal: 'none' }) as Iterable<string>;
          read = true;
        },
      };
    }),
    expect: (seen) => {
      if (!isThere(seen, 'tsgi.trailers') || !seen.events.includes('was asked for chunk 1')) return;
      expectEqual(seen.trailers, [['X-Read', 'true']], 'the trailer fields');
    },
  },
  {
    name: 'passes tsgi.file_wrapper on as it works, or not at all',
    rules: ['M6', 'S58'],
    app: (environ, startResponse) => {
      startResponse('200 OK', []);
      return environ['tsgi.file_wrapper']?.('/the/path/of/a/file', { start: 5, end: 9 }) ?? ['path'];
    },
  },
  {
    name: 'passes tsgi.upgrade on as it works, or not at all',
    rules: ['M6', 'A29'],
    differs: true,
    app: using('tsgi.upgrade', (environ) => environ['tsgi.upgrade']!([['Upgrade', 'echo']], () => {})),
    expect: (seen) => {
      if (!isThere(seen, 'tsgi.upgrade')) return;
      expectEqual(seen.failure?.error, undefined, 'what an upgrade failed with');
      expectEqual(seen.upgraded !== undefined && seen.head === undefined, true, 'whether the connection was upgraded');
    },
  },
];
