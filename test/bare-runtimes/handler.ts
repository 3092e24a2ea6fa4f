/** A bare handler on the server of the runtime that runs this, Bun or Deno: nothing of TSGI is in it. Says its port. */

type Handler = (request: Request) => Response | Promise<Response>;

const stream = (text: string): ReadableStream =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });

/** Whether the client of `/left` was known to have left, and what lets its handler find out. */
let left = Promise.withResolvers<boolean>();
let goOn = (): void => {};

const answers: Readonly<Record<string, Handler>> = {
  '/bytes': () => new Response(new Uint8Array([0x68, 0x69])),
  '/stream': () => new Response(stream('hello')),
  '/surplus': () => new Response(stream('hello'), { headers: { 'Content-Length': '3' } }),
  '/205': () => new Response(null, { status: 205, headers: { 'Content-Length': '0' } }),
  '/304': () => new Response(null, { status: 304, headers: { 'Content-Length': '7' } }),
  '/last': () => new Response('last', { status: 400, headers: { Connection: 'close' } }),
  '/slow': async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return new Response('slow');
  },
  '/coding': (request) => new Response(`coding=${request.headers.get('transfer-encoding')}`),
  '/left': async (request) => {
    left = Promise.withResolvers<boolean>();
    const { promise, resolve } = Promise.withResolvers<void>();
    goOn = resolve;
    await promise;
    // Its signal is asked for the first time here.
    left.resolve(request.signal.aborted);
    return new Response('left');
  },
  '/was-left': async () => {
    goOn();
    return new Response(`left=${await left.promise}`);
  },
  '/content': async (request) => new Response(`[${await request.text()}]`),
};

const handler: Handler = (request) => {
  const answer = answers[new URL(request.url, 'http://h').pathname];
  return (
    answer?.(request) ??
    new Response(`url=${request.url} a=${new Map(request.headers).get('a') ?? ''} method=${request.method}`)
  );
};

/** What is used of the runtimes. */
interface Runtimes {
  readonly Bun?: { serve(options: object): { readonly port: number } };
  readonly Deno?: { serve(options: object, handler: Handler): { readonly addr: { readonly port: number } } };
}

const { Bun, Deno } = globalThis as Runtimes;
const place = { hostname: '127.0.0.1', port: 0 };
const port =
  Bun?.serve({ ...place, fetch: handler }).port ?? Deno?.serve({ ...place, onListen() {} }, handler).addr.port;
console.log(String(port));
