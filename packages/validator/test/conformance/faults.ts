/** Faults that several topics need. */

import { type Application, type Body, type Chunk, mapChunks, type Status } from '@tsgi/contract';

/** Changes the body on its way to the server, promised or not. */
export function onBody(change: (body: Body) => Body): (app: Application) => Application {
  return (app) => (environ, startResponse) => {
    const result = app(environ, startResponse);
    return 'then' in result ? result.then(change) : change(result);
  };
}

/** Waits before each answer. */
export function later(app: Application): Application {
  return async (environ, startResponse) => app(environ, startResponse);
}

/** Collects the whole body before any of it is sent. */
export function collected(app: Application): Application {
  return async (environ, startResponse) => {
    const body = await app(environ, startResponse);
    const chunks: Chunk[] = [];
    if (Symbol.iterator in body) for (const chunk of body) chunks.push(chunk);
    else for await (const chunk of body) chunks.push(chunk);
    return chunks;
  };
}

/** Makes a generator of every body. */
export const streamed = onBody((body) =>
  (async function* () {
    if (Symbol.iterator in body) yield* body;
    else yield* body;
  })(),
);

/** Changes text chunks. */
export function onText(change: (text: string) => Chunk): (app: Application) => Application {
  return onBody((body) => mapChunks(body, (chunk) => (typeof chunk === 'string' ? change(chunk) : chunk)));
}

/** Changes each header list. */
export function onHeaders(
  change: (headers: [string, string][]) => readonly (readonly [string, string])[],
): (app: Application) => Application {
  return (app) => (environ, startResponse) =>
    app(environ, (status, headers, error) =>
      startResponse(status, change(headers.map(([name, value]) => [name, value])), error),
    );
}

/** Has `startResponse` swallow what it throws. */
export function swallowing(app: Application): Application {
  return (environ, startResponse) =>
    app(environ, (status, headers, error) => {
      try {
        startResponse(status, headers, error);
      } catch {
        // The fault.
      }
    });
}

/** Answers for an application that fails, as if nothing had happened. */
export function hushed(app: Application): Application {
  return async (environ, startResponse) => {
    const status: Status = '200 OK';
    try {
      return await app(environ, startResponse);
    } catch (error) {
      startResponse(status, [], error);
      return ['all is well'];
    }
  };
}

/** Never disposes of a body. */
export const undisposed = onBody((body) =>
  Array.isArray(body)
    ? ([...body] as Chunk[])
    : Symbol.iterator in body
      ? { [Symbol.iterator]: () => body[Symbol.iterator]() }
      : { [Symbol.asyncIterator]: () => body[Symbol.asyncIterator]() },
);

/** Calls the application with changes to its environ. */
export function withEnviron(change: (environ: Record<string, unknown>) => void): (app: Application) => Application {
  return (app) => (environ, startResponse) => {
    const copy = { ...environ };
    change(copy);
    return app(copy, startResponse);
  };
}

/** Changes the exchange that the application is given. */
export function withExchange(
  change: (exchange: Parameters<Application>[0]['tsgi.exchange']) => object,
): (app: Application) => Application {
  return withEnviron((environ) => {
    const exchange = environ['tsgi.exchange'] as Parameters<Application>[0]['tsgi.exchange'];
    environ['tsgi.exchange'] = Object.defineProperties(
      Object.create(exchange, {
        signal: { get: () => exchange.signal },
        state: { get: () => exchange.state },
        defer: { value: exchange.defer.bind(exchange) },
        waitUntil: { value: exchange.waitUntil.bind(exchange) },
      }),
      Object.getOwnPropertyDescriptors(change(exchange)),
    );
  });
}
