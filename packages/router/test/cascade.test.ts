import { type Application, HttpError, readBody } from '@tsgi/contract';
import { text } from '@tsgi/web';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { cascade, get, mount, routePattern, router } from '@tsgi/router';

const missing = text('missing', { status: 404 });
const refused = text('refused', { status: 405 });

test('answers with the first that is not 404 or 405', async () => {
  const http = client(cascade([missing, refused, text('found'), text('too late')]));
  await (await http.get('/')).expect({ status: 200, text: 'found' });
});

test('answers with the last where none has an answer', async () => {
  await (await client(cascade([refused, missing])).get('/')).expect({ status: 404, text: 'missing' });
  await (await client(cascade([text('alone')])).get('/')).expect({ text: 'alone' });
});

test('leaves no route of an application that has no answer', async () => {
  const patterns: unknown[] = [];
  const routed = router([get('/a', () => text('no', { status: 404 })), get('/b', () => text('b'))])(missing);
  const inner = cascade([routed, text('found')]);
  const app: Application = (environ, startResponse) => {
    environ['tsgi.exchange'].defer(() => {
      patterns.push(routePattern(environ), environ['tsgi.exchange'].state.get('http.route'));
    });
    return inner(environ, startResponse);
  };
  const http = client(app);
  await (await http.get('/a')).expect({ text: 'found' });
  await (await http.get('/b')).expect({ text: 'b' });
  await (await client(router([mount('/in', app)])(missing)).get('/in/a')).expect({ text: 'found' });
  expect(patterns).toEqual([undefined, undefined, '/b', '/b', '/in/*', '/in/*']);
});

const later: Application = async (...args) => missing(...args);

test('stays synchronous with synchronous applications, and waits for others', async () => {
  await (await client(cascade([later, later, text('found')])).get('/')).expect({ text: 'found' });
});

const dropped =
  (dispose: () => void | Promise<void>): Application =>
  (_environ, startResponse) => {
    startResponse('404 Not Found', []);
    return Object.assign(['x'], { [Symbol.asyncDispose]: async () => dispose() });
  };

test('disposes of the bodies that it drops, once each, before it goes on', async () => {
  const said: string[] = [];
  const app = cascade([
    dropped(async () => void said.push('first')),
    dropped(() => void said.push('second')),
    (...args) => {
      said.push('asked');
      return text('found')(...args);
    },
  ]);
  await (await client(app).get('/')).expect({ text: 'found' });
  expect(said).toEqual(['first', 'second', 'asked']);
});

const throws =
  (error: Error): Application =>
  () => {
    throw error;
  };
const rejects =
  (error: Error): Application =>
  async () => {
    throw error;
  };

test('takes a thrown HttpError for an answer, and throws other errors on', async () => {
  const next = text('found');
  await (await client(cascade([throws(new HttpError(404, 'x')), next])).get('/')).expect({ text: 'found' });
  await (await client(cascade([rejects(new HttpError(405, 'x')), next])).get('/')).expect({ text: 'found' });
  await (await client(cascade([throws(new HttpError(403, 'x')), next])).get('/')).expect({ status: 500 });
});

const reads: Application = async (environ, startResponse) => {
  const content = await readBody(environ);
  startResponse('404 Not Found', [['Content-Type', 'text/plain']]);
  return [`read ${content.length}`];
};

test('lets one application read the body: an answer after that stands', async () => {
  await (
    await client(cascade([reads, text('next')])).post('/', { body: 'abc' })
  ).expect({ status: 404, text: 'read 3' });
  await (await client(cascade([missing, reads])).post('/', { body: 'abc' })).expect({ text: 'read 3' });
});

const strict: Application = (environ, startResponse) => {
  environ['tsgi.input'].limit(1);
  environ['tsgi.input'].close();
  return missing(environ, startResponse);
};

const counts: Application = async (environ, startResponse) =>
  text(String((await readBody(environ)).length))(environ, startResponse);

test('forgets limits of those that do not answer', async () => {
  await (await client(cascade([strict, counts])).post('/', { body: 'abc' })).expect({ text: '3' });
});

const changes: Application = (_environ, startResponse) => {
  startResponse('404 Not Found', []);
  startResponse('500 Internal Server Error', [['X-Second', 'yes']], new Error('x'));
  return ['failed'];
};

test('keeps the last of several heads', async () => {
  await (await client(cascade([changes, text('next')])).get('/')).expect({ status: 500, text: 'failed' });
});

test('refuses no applications, and what is none', () => {
  expect(() => cascade([])).toThrow(new TypeError('cascade(): expected a list of applications, got none'));
  expect(() => cascade([missing, 'x' as never])).toThrow('cascade(): expected applications, got string in place 2');
});
