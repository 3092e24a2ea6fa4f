import { Readable } from 'node:stream';

import { ContractError, derive, PayloadTooLarge, readBody } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { validate } from '../src/validate.ts';
import { answering, disposable, hello, input, inputOf, World } from './fixtures/world.ts';

test('passes an application that keeps the rules, as it is', async () => {
  const world = new World();
  const answer = await world.serve(validate(hello));
  expect(answer).toMatchObject({ status: '200 OK', chunks: ['Hello'], failure: undefined });
  expect(world.log).toBe('');
});

test('works called by hand, as a tiny server would', async () => {
  const world = new World();
  const started: unknown[] = [];
  const app = validate(answering(() => disposable('one', 'two'), [['Content-Length', '6']]));
  const body = app(world.environ(), (...head) => started.push(head)) as Iterable<string> & Disposable;
  expect([...body]).toEqual(['one', 'two']);
  body[Symbol.dispose]();
  await world.exchange.end();
  expect(started).toEqual([['200 OK', [['Content-Length', '6']]]]);
  expect(world.log).toBe('');
});

test('keeps a synchronous application synchronous, and its array the same array', () => {
  const chunks = ['one', 'two'];
  const body = validate(answering(() => chunks))(new World().environ(), () => {});
  expect(body).toBe(chunks);
});

test("takes a thenable that keeps no promise's rules, as a server does", async () => {
  const world = new World();
  const app = validate((_environ, startResponse) => {
    startResponse('200 OK', []);
    // oxlint-disable-next-line unicorn/no-thenable -- it is what is tested
    return { then: ((settle: (body: string[]) => void) => settle(['Hello'])) as never };
  });
  expect(await world.serve(app)).toMatchObject({ status: '200 OK', chunks: ['Hello'], failure: undefined });
});

test('keeps an asynchronous application asynchronous', async () => {
  const app = validate(async (environ, startResponse) => hello(environ, startResponse));
  const body = app(new World().environ(), () => {});
  expect(body).toBeInstanceOf(Promise);
  expect(await body).toEqual(['Hello']);
});

test('throws at the server where the server is guilty, before the application is called', () => {
  const world = new World();
  let called = false;
  const app = validate((environ, startResponse) => {
    called = true;
    return hello(environ, startResponse);
  });
  expect(() => app(world.environ({ SERVER_PORT: 8002 }), () => {})).toThrow(
    expect.objectContaining({ name: 'ContractError', rule: 'E10', side: 'server' }),
  );
  expect(called).toBe(false);
});

test('throws at the application where the application is guilty, and passes nothing on', async () => {
  let breach: unknown;
  const app = validate((_environ, startResponse) => {
    try {
      startResponse('200 OK', [['Content Type', 'text/plain']]);
    } catch (error) {
      breach = error;
      startResponse('500 Internal Server Error', [], error);
    }
    return ['an error page'];
  });
  const answer = await new World().serve(app);
  expect(breach).toMatchObject({ rule: 'A7', side: 'application' });
  expect(answer).toMatchObject({ status: '500 Internal Server Error', chunks: ['an error page'], failure: undefined });
});

test('names the application, says what it did, and quotes the rule', () => {
  const app = validate(function guestbook() {
    return ['Hello'];
  });
  expect(() => app(new World().environ(), () => {})).toThrow(
    'the application guestbook returned without having called startResponse. The rule: ' +
      '"It calls `startResponse` before the value that it returns settles, unless that value comes from `tsgi.upgrade`." (rule A2)',
  );
});

test('goes on after a breach where it reports', async () => {
  const world = new World('reports');
  const app = answering(() => ['Hello'], [['Content-Length', '4']]);
  const answer = await world.serve(world.validate(app));
  expect(answer).toMatchObject({ status: '200 OK', chunks: ['Hello'], failure: undefined });
  expect(world.reported.map(({ rule }) => rule)).toEqual(['A15']);
  expect(world.reported[0]).toBeInstanceOf(ContractError);
});

test('writes to tsgi.errors what shows when nobody is left to throw at', async () => {
  const world = new World();
  await validate(answering(() => disposable('one')))(world.environ(), () => {});
  await world.exchange.end();
  expect(world.log).toContain('the server ended the exchange without having disposed of the body');
});

test('lets what the application throws pass as it is', async () => {
  const error = new Error('no database');
  const { failure } = await new World().serve(
    validate(() => {
      throw error;
    }),
  );
  expect(failure).toBe(error);
  const rejected = await new World().serve(validate(() => Promise.reject(error)));
  expect(rejected.failure).toBe(error);
});

test('lets the very PayloadTooLarge of the input through, which the server knows again', async () => {
  const world = new World();
  const refusal = new PayloadTooLarge(3);
  const app = validate(answering(async (environ) => [await readBody(environ)]));
  // oxlint-disable-next-line require-yield -- its first read is refused
  const refusing = input(async function* () {
    throw refusal;
  });
  const { failure } = await world.serve(app, world.environ({ 'tsgi.input': refusing }));
  expect(failure).toBe(refusal);
});

test('echoes a request body through a Node stream', async () => {
  const world = new World();
  const app = validate(answering((environ) => Readable.from(environ['tsgi.input'])));
  const upload = {
    CONTENT_LENGTH: '5',
    'tsgi.input': inputOf(new Uint8Array([72, 101]), new Uint8Array([108, 108, 111])),
  };
  const { chunks, failure } = await world.serve(app, world.environ(upload));
  expect(failure).toBeUndefined();
  expect(Buffer.concat(chunks as Uint8Array[]).toString()).toBe('Hello');
  expect(world.log).toBe('');
});

test('disposes of a body that it refuses', async () => {
  const body = disposable('one');
  const { failure } = await new World().serve(validate(() => body));
  expect(failure).toMatchObject({ rule: 'A2' });
  expect(body.disposed).toBe(1);
});

test('lets an application work on a copy of its environ, and add keys of its own', async () => {
  const world = new World();
  const environ = world.environ();
  const inner = answering((mounted) => [mounted.SCRIPT_NAME, mounted.PATH_INFO]);
  const app = validate((given, startResponse) => {
    given['router.mounted'] = true;
    return inner(derive(given, { SCRIPT_NAME: '/app', PATH_INFO: '/' }), startResponse);
  });
  expect((await world.serve(app, environ)).chunks).toEqual(['/app', '/']);
  expect(environ).toMatchObject({ SCRIPT_NAME: '', PATH_INFO: '/', 'router.mounted': true });
});

test('refuses at build time what is no application', () => {
  expect(() => Reflect.apply(validate, undefined, ['hello'])).toThrow(
    new TypeError('validate(): app must be an application, got "hello"'),
  );
  expect(() => Reflect.apply(validate, undefined, [hello, { report: [] }])).toThrow(
    new TypeError('validate(): report must be a function, got an object of Array'),
  );
});
