import { derive, mapChunks, setHeader, type Body, type Middleware } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { validateAll } from '../src/validate-all.ts';
import { answering, disposable, hello, World } from './fixtures/world.ts';

/** A middleware that keeps the rules: it adds a header. */
const powered: Middleware = function powered(app) {
  return (environ, startResponse) =>
    app(environ, (status, headers, error) => startResponse(status, setHeader(headers, 'X-Powered-By', 'TSGI'), error));
};

/** Another: it changes every chunk. */
const loud: Middleware = function loud(app) {
  return async (environ, startResponse) =>
    mapChunks(await app(environ, startResponse), (chunk) => String(chunk).toUpperCase());
};

/** One that answers for the application, and forgets what that has returned. */
const cache: Middleware = function cache(app) {
  return async (environ, startResponse) => {
    await app(environ, startResponse);
    return ['from the cache'];
  };
};

/** One that calls the application again where it has failed. */
const retry: Middleware = function retry(app) {
  return async (environ, startResponse) => {
    for (let left = 2; ; left--) {
      try {
        return await app(derive(environ, {}), startResponse);
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  };
};

/** One that calls the application twice at a time, and gives one body after the other. */
const twice: Middleware = function twice(app) {
  return async (environ, startResponse) => {
    const call = async (): Promise<Body> => app(derive(environ, {}), () => {});
    const bodies = await Promise.all([call(), call()]);
    startResponse('200 OK', []);
    return (async function* () {
      for (const body of bodies) yield* body;
    })();
  };
};

/** One that takes longer for the first of two. */
function waits(): Middleware {
  let calls = 0;
  return function waiting(app) {
    return async (environ, startResponse) => {
      const turns = calls++ === 0 ? 20 : 1;
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      return app(environ, startResponse);
    };
  };
}

/** One that gives its answers an ETag. */
const tagged: Middleware = function tagged(app) {
  return (environ, startResponse) =>
    app(environ, (status, headers, error) => startResponse(status, setHeader(headers, 'ETag', '"1"'), error));
};

/** One that adds a key to the environ. */
const adds: Middleware = function adds(app) {
  return (environ, startResponse) => {
    environ['inner.key'] = 'added';
    return app(environ, startResponse);
  };
};

/** What comes of this middleware between two good ones. */
async function failureOf(middleware: Middleware, app = hello): Promise<unknown> {
  const { failure } = await new World().serve(validateAll(powered, middleware, powered)(app));
  return failure;
}

test('composes as compose does, the first outermost', async () => {
  const world = new World();
  const answer = await world.serve(validateAll(powered, loud)(hello));
  expect(answer.chunks).toEqual(['HELLO']);
  expect(answer.headers).toContainEqual(['X-Powered-By', 'TSGI']);
  expect(world.log).toBe('');
});

test('leaves a stack synchronous that is', () => {
  expect(validateAll(powered, powered)(hello)(new World().environ(), () => {})).toEqual(['Hello']);
});

test('lets a layer give a stream an ETag that layers around pass on with it', async () => {
  const world = new World();
  const app = answering(() => disposable('one', 'two'));
  const answer = await world.serve(validateAll(powered, tagged, powered)(app));
  expect(answer).toMatchObject({ chunks: ['one', 'two'], failure: undefined });
  expect(world.log).toBe('');
});

test('lets a layer see what the ones within have added to the environ when they start', async () => {
  const seen: unknown[] = [];
  const looks: Middleware = function looks(app) {
    return (environ, startResponse) =>
      app(environ, (...head) => {
        seen.push(environ['inner.key']);
        startResponse(...head);
      });
  };
  await new World().serve(validateAll(powered, looks, powered, adds)(hello));
  expect(seen).toEqual(['added']);
});

test('streams and disposes through all layers', async () => {
  const world = new World();
  const body = disposable('one', 'two');
  const { chunks } = await world.serve(validateAll(powered, loud, powered)(answering(() => body)));
  expect(chunks).toEqual(['ONE', 'TWO']);
  expect(body.disposed).toBe(1);
  expect(world.log).toBe('');
});

test('without middleware it validates the application', async () => {
  const { failure } = await new World().serve(validateAll()(() => ['Hello']));
  expect(failure).toMatchObject({ rule: 'A2', side: 'application' });
});

describe('names the middleware that', () => {
  test('breaks a rule for applications, towards its outer side', async () => {
    const failure = await failureOf(function keepAlive(app) {
      return (environ, startResponse) =>
        app(environ, (status, headers) => startResponse(status, setHeader(headers, 'Connection', 'keep-alive')));
    });
    expect(failure).toMatchObject({
      rule: 'A9',
      side: 'middleware',
      message: expect.stringMatching(/^the middleware keepAlive /),
    });
  });

  test('breaks a rule for servers, towards its inner side', async () => {
    const failure = await failureOf(
      function greedy(app) {
        return async (environ, startResponse) => {
          const body = (await app(environ, startResponse)) as Iterable<string>;
          return mapChunks(body, (chunk) => [chunk, ...body].join(''));
        };
      },
      answering(() => disposable('one')),
    );
    expect(failure).toMatchObject({
      rule: 'S15',
      side: 'middleware',
      message: expect.stringMatching(/^the middleware greedy /),
    });
  });

  test('passes on an environ that is not right', async () => {
    const failure = await failureOf(function mount(app) {
      return (environ, startResponse) => app(derive(environ, { SCRIPT_NAME: '/app/' }), startResponse);
    });
    expect(failure).toMatchObject({
      rule: 'E5',
      side: 'middleware',
      message: expect.stringMatching(/^the middleware mount /),
    });
  });

  test('drops an inner body without disposing of it', async () => {
    const world = new World();
    await world.serve(validateAll(powered, cache, powered)(answering(() => disposable('one'))));
    expect(world.log).toMatch(/the middleware cache ended the exchange without having disposed of the body/);
  });

  test('changes the environ of the layers outside', async () => {
    const failure = await failureOf(function rewrite(app) {
      return (environ, startResponse) => {
        environ.PATH_INFO = '/elsewhere';
        return app(environ, startResponse);
      };
    });
    expect(failure).toMatchObject({
      rule: 'A20',
      side: 'middleware',
      message: expect.stringMatching(/^the middleware rewrite /),
    });
  });
});

test('lets each layer call the inner one more than once', async () => {
  const world = new World();
  let calls = 0;
  const app = validateAll(retry)((environ, startResponse) => {
    if (++calls < 3) throw new Error('not yet');
    return hello(environ, startResponse);
  });
  expect((await world.serve(app)).chunks).toEqual(['Hello']);
  expect(world.log).toBe('');
});

test('takes calls that a layer makes at the same time for two', async () => {
  const world = new World('reports');
  const app = answering(() => new Set(['one', 'two']));
  const { chunks } = await world.serve(world.validateAll(twice, waits(), loud)(app));
  expect(chunks).toEqual(['ONE', 'TWO', 'ONE', 'TWO']);
  expect(world.reported).toEqual([]);
});

test('refuses at build time what is no middleware', () => {
  expect(() => Reflect.apply(validateAll, undefined, [powered, 'gzip'])).toThrow(
    new TypeError('validateAll(): argument 2 must be a middleware, got "gzip"'),
  );
  const factory = (() => undefined) as unknown as Middleware;
  expect(() => validateAll(factory)(hello)).toThrow(
    new TypeError('validateAll(): the middleware factory must return an application, got undefined'),
  );
});
