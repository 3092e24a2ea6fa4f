import { describe, expect, test, vi } from 'vitest';

import { ClientDisconnected, compose, type Application, type Middleware } from '@tsgi/contract';
import { declareTests, middlewareConformance } from '@tsgi/validator';
import { errors, handler, html, HttpError, page, text, type ErrorsOptions, type FailedRequest } from '@tsgi/web';

import { entry } from './entry-schema.ts';
import { environOf, exchange, type Answer, type Ask } from './exchange.ts';

const failingWith = (error: unknown): Application =>
  handler(() => {
    throw error;
  });

const answerTo = (error: unknown, options?: ErrorsOptions, ask?: Ask): Promise<Answer> =>
  exchange(errors(options)(failingWith(error)), ask);

const outer: Middleware = (inner) =>
  function sessions(environ, startResponse) {
    return inner(environ, startResponse);
  };

async function failingLater(): Promise<never> {
  await Promise.resolve();
  throw new Error('late');
}

const failingBehindHead: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['X-A', 'b']]);
  throw new Error('no');
};

const renderMissing = ({ failure }: FailedRequest): Application | undefined =>
  failure.status === 404 ? text('nothing here', { status: 404 }) : undefined;

const renderLater = (): Application => handler(async () => text('later', { status: 500 }));

const failingReport = (): never => {
  throw new Error('the log is full');
};

const failingNow: Application = function failingNow() {
  throw new Error('<the> reason');
};

test('answers an HttpError', async () => {
  const answer = await answerTo(new HttpError(404, 'There is no entry 7.', { headers: [['X-A', 'b']] }));
  expect(answer).toMatchObject({ status: 404, content: '404 Not Found\n\nThere is no entry 7.\n', failure: undefined });
  expect(answer.header('X-A')).toBe('b');
  expect(answer).toMatchObject({ log: '', synchronous: true });
});

test('is kept by no cache, unless the error or the answer says that it may', async () => {
  const cached = [['Cache-Control', 'max-age=60']] as const;
  for (const answer of [
    await answerTo(new HttpError(404, 'no')),
    await answerTo(new HttpError(404, 'no'), { render: renderMissing }),
    await answerTo(new HttpError(404, 'no'), { development: true }),
    await answerTo(new Error('no')),
  ]) {
    expect(answer.header('Cache-Control')).toBe('no-store');
  }
  expect((await answerTo(new HttpError(404, 'no', { headers: cached }))).header('Cache-Control')).toBe('max-age=60');
});

test('leaves what does not fail as it is', async () => {
  const app = text('a');
  expect(await exchange(errors()(app))).toMatchObject({ content: 'a', synchronous: true });
  expect(await exchange(errors()(handler(async () => app)))).toMatchObject({ content: 'a', synchronous: false });
});

test.each([undefined, null, 'text'])('leaves %j, which is no body, to the server', (returned) => {
  const app = errors()((() => returned) as never);
  expect(app(environOf({}), () => {})).toBe(returned);
});

describe('any other error', () => {
  test('is 500, and reported once with its stack', async () => {
    const answer = await answerTo(
      new Error('the secret', { cause: new Error('the root') }),
      {},
      { path: '/a', query: 'b' },
    );
    expect(answer).toMatchObject({ status: 500, content: '500 Internal Server Error\n' });
    expect(answer.log).toMatch(/^\S+Z GET \/a: Error: the secret\n {4}at [^]*\n {2}caused by: Error: the root\n/);
    expect(answer.log.match(/the secret/g)).toHaveLength(1);
    expect(answer.header('Cache-Control')).toBe('no-store');
  });

  test.each(['text/html', 'application/json', 'text/plain', '*/*'])('leaks nothing in %s', async (Accept) => {
    const answer = await answerTo(new Error('the secret'), {}, { headers: { Accept } });
    expect(answer.status).toBe(500);
    expect(JSON.stringify([answer.content, answer.headers])).not.toMatch(/secret|errors\.test|\bat\b|node_modules/);
  });

  test.each([undefined, null, 'a string', 7, {}])('may be no error: %j', async (error) => {
    expect(await answerTo(error)).toMatchObject({ status: 500, failure: undefined });
  });

  test('may come later', async () => {
    const app = handler(async () => {
      await Promise.resolve();
      throw new Error('no');
    });
    expect(await exchange(errors()(app))).toMatchObject({ status: 500, failure: undefined });
  });

  test('takes the place of a head that was stored', async () => {
    const answer = await exchange(errors()(failingBehindHead));
    expect(answer.status).toBe(500);
    expect(answer.header('X-A')).toBeUndefined();
  });
});

test('answers the refusals of a body', async () => {
  const app = errors()(handler(async (request) => text(String((await request.json(entry, { limit: 20 })).id))));
  const send = (body: string, type = 'application/json'): Promise<Answer> =>
    exchange(app, { body, headers: { 'Content-Type': type, Accept: 'application/json' } });
  expect((await send('{"id":1}')).content).toBe('1');
  expect(JSON.parse((await send('{"id":"x"}')).content)).toEqual({
    status: 422,
    title: 'Unprocessable Content',
    detail: 'id: expected a number',
    issues: [{ message: 'expected a number', path: ['id'] }],
  });
  expect((await send('{')).status).toBe(400);
  expect((await send(' '.repeat(21))).status).toBe(413);
  const wrong = await send('', 'text/plain');
  expect([wrong.status, wrong.header('Accept')]).toEqual([415, 'application/json']);
});

test('answers HEAD with a head', async () => {
  const answer = await answerTo(new HttpError(404, 'no'), {}, { method: 'HEAD' });
  expect(answer).toMatchObject({ status: 404, chunks: [] });
  expect(Number(answer.header('Content-Length'))).toBeGreaterThan(0);
});

async function* failingAfter(chunks: number): AsyncGenerator<string> {
  for (let i = 0; i < chunks; i++) yield 'a';
  throw new Error('no');
}

const streaming =
  (chunks: number): Application =>
  (_environ, startResponse) => {
    startResponse('200 OK', []);
    return failingAfter(chunks);
  };

describe('an error in a body', () => {
  test('is answered where nothing has been sent', async () => {
    const answer = await exchange(errors()(streaming(0)));
    expect(answer).toMatchObject({ status: 500, content: '500 Internal Server Error\n', failure: undefined });
    expect(answer.log).toContain('Error: no');
  });

  test('goes through behind the head, and is left to the server to report', async () => {
    const answer = await exchange(errors()(streaming(1)));
    expect(answer).toMatchObject({ status: 200, chunks: ['a'], failure: { message: 'no' }, log: '' });
  });

  test('of a page with promises ends the page', async () => {
    const app = errors()(page(html`<p>${Promise.reject(new Error('no'))}`));
    expect(await exchange(app)).toMatchObject({ status: 200, failure: { message: 'no' }, log: '' });
  });
});

test('lets through that the client has gone', async () => {
  const error = new ClientDisconnected();
  expect(await answerTo(error)).toMatchObject({ failure: error, log: '' });
});

test('lets an error through where the client has gone meanwhile', async () => {
  const client = new AbortController();
  client.abort();
  expect(await answerTo(new Error('no'), {}, { client })).toMatchObject({ failure: { message: 'no' }, log: '' });
});

describe('development', () => {
  const development = { readSource: () => 'one\ntwo\n' };

  test('shows the page', async () => {
    const app = errors({ development })(failingNow);
    const answer = await exchange(app, { headers: { Accept: 'text/html' } });
    expect(answer.status).toBe(500);
    expect(answer.content).toContain('&lt;the&gt; reason');
    expect(answer.content).toContain('answeringErrors → failingNow');
    expect(answer.header('Content-Security-Policy')).toMatch(/^default-src 'none'/);
    expect(answer.log).toContain('<the> reason');
  });

  test('shows the layers that compose has put together, also where the stack has lost them', async () => {
    const app = compose(errors({ development }), outer)(handler(failingLater));
    const answer = await exchange(app, { headers: { Accept: 'text/html' } });
    expect(answer.content).toContain('answeringErrors → sessions → handled');
  });

  test('shows the stack to programs', async () => {
    const headers = { Accept: 'application/json' };
    const answer = await answerTo(new Error('the reason'), { development: true }, { headers });
    expect(JSON.parse(answer.content)).toMatchObject({
      status: 500,
      detail: 'the reason',
      stack: expect.arrayContaining([expect.stringContaining('errors.test.ts')]),
    });
    expect((await answerTo(new Error('the reason'), { development: true })).content).toMatch(
      /^Error: the reason\n {4}at /,
    );
    const thrown = await answerTo('text', { development: true }, { headers });
    expect(JSON.parse(thrown.content)).toMatchObject({ detail: 'text' });
  });

  test('is never guessed', async () => {
    vi.stubEnv('NODE_ENV', 'development');
    expect((await answerTo(new Error('secret'))).content).not.toContain('secret');
  });
});

describe('an answer of one’s own', () => {
  test('takes the place of the other', async () => {
    expect(await answerTo(new HttpError(404, 'no'), { render: renderMissing })).toMatchObject({
      status: 404,
      content: 'nothing here',
    });
    expect(await answerTo(new HttpError(403, 'no'), { render: renderMissing })).toMatchObject({
      content: '403 Forbidden\n\nno\n',
    });
  });

  test('may be asynchronous', async () => {
    expect(await answerTo(new Error('a'), { render: renderLater })).toMatchObject({ status: 500, content: 'later' });
  });

  test('may fail, and then there is the other', async () => {
    const renders: NonNullable<ErrorsOptions['render']>[] = [
      () => {
        throw new Error('the page fails');
      },
      () => failingWith(new Error('the page fails')),
      () => handler(() => Promise.reject(new Error('the page fails'))),
      () => text('', { status: 500, headers: [['X', '\n']] }),
    ];
    for (const render of renders) {
      const answer = await answerTo(new Error('the reason'), { render });
      expect(answer).toMatchObject({ status: 500, content: '500 Internal Server Error\n', failure: undefined });
      expect(answer.log).toContain('the reason');
      expect(answer.log).toMatch(/the page fails|rule A8/);
    }
  });
});

describe('reports', () => {
  test('go where they are told to', async () => {
    const report = vi.fn<(error: unknown) => void>();
    const error = new HttpError(503, 'busy');
    expect((await answerTo(error, { report })).log).toBe('');
    expect(report).toHaveBeenCalledExactlyOnceWith(error, expect.objectContaining({ REQUEST_METHOD: 'GET' }));
    await answerTo(new HttpError(404, 'no'), { report });
    expect(report).toHaveBeenCalledOnce();
  });

  test('may fail', async () => {
    expect(await answerTo(new Error('a'), { report: failingReport })).toMatchObject({
      status: 500,
      failure: undefined,
    });
  });

  test('come once, however many of these are in the stack', async () => {
    const answer = await exchange(errors()(errors()(failingWith(new Error('no')))));
    expect(answer.log.match(/Error: no/g)).toHaveLength(1);
  });
});

test.each([
  [{ development: 'yes' }, 'development must be a boolean or { readSource }, got string'],
  [{ render: 7 }, 'render must be a function, got number'],
  [{ report: {} }, 'report must be a function, got object'],
])('refuses %j', (options, message) => {
  expect(() => errors(options as never)).toThrow(`errors(): ${message}`);
});

describe('conformance', () => {
  declareTests(middlewareConformance(errors(), { changes: { errors: true } }), { describe, test });
});
