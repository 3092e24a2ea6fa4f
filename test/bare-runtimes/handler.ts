/** A bare handler on the server of the runtime that runs this, Bun or Deno: nothing of TSGI is in it. Says its port. */

type Handler = (request: Request) => Response | Promise<Response>;

const encoder = new TextEncoder();

/** What is behind this comes later than what is sent at once. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** A stream that has all of its chunks from the start. */
const stream = (...chunks: string[]): ReadableStream =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });

/** A stream that is asked for each of its two chunks. */
const asked = (first: Uint8Array, second: (controller: ReadableStreamDefaultController) => void): ReadableStream => {
  let count = 0;
  return new ReadableStream(
    { pull: (controller) => (++count === 1 ? controller.enqueue(first) : second(controller)) },
    { highWaterMark: 0 },
  );
};

/** A stream that fails when its first chunk has had time to arrive. */
const failing = (): ReadableStream =>
  asked(encoder.encode('one'), (controller) => void soon().then(() => controller.error(new Error('it fails'))));

/** All that a request tells of itself. */
function all(request: Request): string {
  const told = Object.getOwnPropertyNames(Request.prototype)
    .map((name) => [name, Reflect.get(request, name) as unknown])
    .filter(([, value]) => value === null || (typeof value !== 'object' && typeof value !== 'function'));
  return JSON.stringify({ told, headers: [...request.headers] });
}

/** What `/empty-chunk` waits for. */
const awaited = Promise.withResolvers<void>();

/** Whether the stream of `/works-on` still works. */
let works = false;
/** What `/asked-behind` waits for: that more is asked of `/large`. */
const behind = Promise.withResolvers<void>();
/** Whether the client of `/left` was known to have left, and what lets its handler find out. */
let left = Promise.withResolvers<boolean>();
let goOn = (): void => {};

const answers: Readonly<Record<string, Handler>> = {
  '/all': (request) => new Response(all(request)),
  '/bytes': () => new Response(new Uint8Array([0x68, 0x69])),
  '/stream': () => new Response(stream('hello')),
  '/chunks': () => new Response(stream('hello', 'hello')),
  '/measured': () => new Response(stream('x'.repeat(1000)), { headers: { 'Content-Length': '1000' } }),
  '/nothing': () => new Response(stream()),
  '/empty-chunk': () => new Response(asked(new Uint8Array(), (controller) => void late(controller))),
  '/late': () => {
    awaited.resolve();
    return new Response('let go');
  },
  '/surplus': () => new Response(stream('hello'), { headers: { 'Content-Length': '3' } }),
  '/fails': () => new Response(failing()),
  '/fails-behind-length': () => new Response(failing(), { headers: { 'Content-Length': '3' } }),
  '/205': () => new Response(null, { status: 205, headers: { 'Content-Length': '0' } }),
  '/304': () => new Response(null, { status: 304, headers: { 'Content-Length': '7' } }),
  '/last': () => new Response('last', { status: 400, headers: { Connection: 'close' } }),
  '/slow': async () => {
    await soon();
    return new Response('slow');
  },
  '/works-on': () => {
    const content = new ReadableStream({
      async pull(controller) {
        works = true;
        controller.enqueue(encoder.encode('content'));
        controller.close();
        await soon();
        works = false;
      },
    });
    return new Response(content);
  },
  '/works': () => new Response(`works=${works}`),
  '/large': () =>
    new Response(
      asked(new Uint8Array(64 * 1024 * 1024), (controller) => {
        behind.resolve();
        controller.close();
      }),
    ),
  '/asked-behind': async () => {
    await behind.promise;
    return new Response('asked');
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

async function late(controller: ReadableStreamDefaultController): Promise<void> {
  await awaited.promise;
  controller.enqueue(encoder.encode('late'));
  controller.close();
}

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
