/** The servers whose records are compared with what a client saw, and what each cannot know. */

import type { Application } from '@tsgi/contract';
import { serve as serveNode } from '@tsgi/node';
import { serve } from '@tsgi/server';

import { selfSigned } from '../../packages/server/test/self-signed.ts';
import { servedElsewhere, servedInWorkerd } from './served-elsewhere.ts';
import { telemetry } from './telemetry.ts';

/** A record as `json` writes it, as far as it is compared. */
export interface Logged {
  readonly 'http.request.method': string;
  readonly 'url.path': string;
  readonly 'http.response.status_code'?: number;
  readonly 'http.response.body.size': number;
  readonly 'http.request.body.size': number;
  readonly 'tsgi.outcome': string;
  readonly 'tsgi.head.duration'?: number;
  readonly 'http.server.request.duration': number;
  readonly 'request.id': string;
  readonly 'trace.id': string;
  readonly 'span.id': string;
}

/** What an application has logged itself. */
export interface Entry {
  readonly message: string;
  readonly 'request.id': string;
  readonly 'trace.id': string;
  readonly 'span.id': string;
}

/** What comes out of a server: a record, what an application logs, or the path of an exchange that waits for its client to go away. */
export interface Hearer {
  onRecord(record: Logged): void;
  onEntry?(entry: Entry): void;
  onCalled(path: string): void;
}

/** What is taken of a server here. */
export interface Served extends AsyncDisposable {
  readonly port: number;
  /** The certificate of a server over TLS. */
  readonly cert?: string;
}

export interface Contestant {
  readonly name: string;
  /** Serves on a port of its own. What fails on purpose is not to be heard. */
  readonly serve: (hearer: Hearer) => Promise<Served>;
  /** Whether connections can leave HTTP. */
  readonly upgrades: boolean;
  /**
   * Whether it knows what was sent. A runtime that takes a `Response` does not tell: the record has what it was given, of
   * which it may send less where the content fails.
   */
  readonly knowsSent: boolean;
}

const silent = { write() {}, flush() {} };

function here(start: (app: Application) => Promise<Served>): Contestant['serve'] {
  return (hearer) => {
    return start(
      telemetry({
        record: (line) => hearer.onRecord(JSON.parse(line) as Logged),
        entry: (line) => hearer.onEntry?.(JSON.parse(line) as Entry),
        called: (path) => hearer.onCalled(path),
      }),
    );
  };
}

export const contestants: readonly Contestant[] = [
  {
    name: '@tsgi/server',
    serve: here((app) => serve(app, { port: 0, errors: silent })),
    upgrades: true,
    knowsSent: true,
  },
  {
    name: '@tsgi/server over TLS',
    serve: here(async (app) => {
      const { key, cert } = selfSigned();
      return Object.assign(await serve(app, { port: 0, errors: silent, tls: { key, cert } }), { cert });
    }),
    upgrades: true,
    knowsSent: true,
  },
  {
    name: '@tsgi/node',
    serve: here((app) => serveNode(app, { port: 0, errors: silent })),
    upgrades: true,
    knowsSent: true,
  },
  {
    name: '@tsgi/node over TLS',
    serve: here(async (app) => {
      const { key, cert } = selfSigned();
      return Object.assign(await serveNode(app, { port: 0, errors: silent, tls: { key, cert }, http2: true }), {
        cert,
      });
    }),
    upgrades: true,
    knowsSent: true,
  },
  { name: '@tsgi/fetch/bun', serve: servedElsewhere('bun'), upgrades: false, knowsSent: false },
  { name: '@tsgi/fetch/deno', serve: servedElsewhere('deno'), upgrades: false, knowsSent: false },
  { name: '@tsgi/fetch/workers', serve: servedInWorkerd, upgrades: false, knowsSent: false },
];
