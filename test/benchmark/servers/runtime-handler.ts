// A bare handler, with the argument `hono` Hono's, with `reads` a bare one that reads what an environ needs, on the server of the
// runtime that runs this: Bun or Deno.

import { Hono } from 'hono';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

type Handler = (request: Request, beside: Beside) => Response | Promise<Response>;

/** What is used of what the runtimes give beside a request: Bun its server, Deno what it knows. */
interface Beside {
  requestIP?(request: Request): object | null;
  readonly remoteAddr?: object;
}

/** What is used of the runtimes. */
interface Runtimes {
  readonly Bun?: { serve(options: { hostname: string; port: number; fetch: Handler }): { readonly port: number } };
  readonly Deno?: {
    serve(
      options: { hostname: string; port: number; onListen: () => void },
      handler: Handler,
    ): { readonly addr: { readonly port: number } };
  };
}

const hono = new Hono();
hono.get('/', (context) => context.body(HELLO_TEXT, 200, { 'Content-Type': HELLO_TYPE }));

/** With an argument, as both runtimes' documentation has it: Deno spares a handler that declares none the making of a request. */
const answer = (_request?: Request): Response => new Response(HELLO_TEXT, { headers: { 'Content-Type': HELLO_TYPE } });

/** What was read last: a compiler must not find out that nobody looks at it. */
let read: object;

const handlers: Readonly<Record<string, Handler>> = {
  hono: (request) => hono.fetch(request),
  reads(request, beside) {
    const fields: Record<string, string> = {};
    request.headers.forEach((value, name) => (fields[name] = value));
    const { method, url } = request;
    read = { method, url, address: beside.requestIP?.(request) ?? beside.remoteAddr, fields };
    return read === undefined ? new Response() : answer();
  },
};

const handler = handlers[process.argv[2] ?? ''] ?? answer;

const { Bun, Deno } = globalThis as Runtimes;
const place = { hostname: '127.0.0.1', port: 0 };
const port =
  Bun?.serve({ ...place, fetch: handler }).port ?? Deno?.serve({ ...place, onListen() {} }, handler).addr.port;
announce(port ?? 0);
