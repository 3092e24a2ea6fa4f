// A bare handler, or with the argument `hono` Hono's, on the server of the runtime that runs this: Bun or Deno.

import { Hono } from 'hono';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

type Handler = (request: Request) => Response | Promise<Response>;

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

const handler: Handler =
  process.argv[2] === 'hono'
    ? (request) => hono.fetch(request)
    : () => new Response(HELLO_TEXT, { headers: { 'Content-Type': HELLO_TYPE } });

const { Bun, Deno } = globalThis as Runtimes;
const place = { hostname: '127.0.0.1', port: 0 };
const port =
  Bun?.serve({ ...place, fetch: handler }).port ?? Deno?.serve({ ...place, onListen() {} }, handler).addr.port;
announce(port ?? 0);
