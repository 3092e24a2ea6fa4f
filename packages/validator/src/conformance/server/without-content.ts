/** `HEAD`, 204, 205 and 304: nothing of the body is sent, so nothing of it is made. */

import type { HeaderList, Status } from '@tsgi/contract';

import { answering, hello, watchedBody, watchedStream } from '../application-kinds.ts';
import { type ExpectedAnswer, expectAnswer, expectEqual } from '../expectation.ts';
import { get, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

interface Bodiless {
  readonly method?: string;
  readonly status: Status;
  readonly headers?: HeaderList;
}

/** A case: the body is disposed of, and not iterated; nothing but the head is sent. */
function notIterated(name: string, { method = 'GET', status }: Bodiless): ServerCase[] {
  const kinds = { synchronous: watchedBody, asynchronous: watchedStream } as const;
  return Object.entries(kinds).map(([kind, watched]) => ({
    name: `disposes of an ${kind} body, and does not iterate it, ${name}`.replace('an synchronous', 'a synchronous'),
    rules: ['S21', 'S32', 'S29'],
    app: (stage) =>
      answering(() => watched(stage, () => (kind === 'synchronous' ? ['x'].values() : chunksOfText()) as never), {
        status,
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(request(method, '/', 'Connection: close')), { status: Number(status.slice(0, 3)) });
      expectEqual((await wire.rest()).length, 0, 'the number of bytes after the head');
      await stage.happened('disposed');
      expectEqual(stage.events, ['disposed'], 'what happened to the body');
    },
  }));
}

async function* chunksOfText(): AsyncGenerator<string, void> {
  yield 'x';
}

/** A case: this is in the head, or is not. */
function framedAs(
  name: string,
  { method = 'GET', status, headers = [] }: Bodiless,
  expected: ExpectedAnswer,
): ServerCase {
  return {
    name,
    rules: ['S29'],
    app: () => answering(() => ['Hello'], { status, headers }),
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(request(method, '/')), { status: Number(status.slice(0, 3)), ...expected });
      // What stands behind it on the same connection shows that the client and the server agree on its end.
      expectAnswer(await wire.ask(request(method, '/second')), { status: Number(status.slice(0, 3)) });
    },
  };
}

const none = { 'Content-Length': undefined, 'Transfer-Encoding': undefined };
const LENGTH: HeaderList = [['Content-Length', '1234']];

export const withoutContent: readonly ServerCase[] = [
  ...notIterated('for HEAD', { method: 'HEAD', status: '200 OK' }),
  ...notIterated('with 204', { status: '204 No Content' }),
  ...notIterated('with 205', { status: '205 Reset Content' }),
  ...notIterated('with 304', { status: '304 Not Modified' }),
  framedAs('sends 204 without Content-Length and Transfer-Encoding', { status: '204 No Content' }, { fields: none }),
  framedAs(
    'sends 205 as empty content',
    { status: '205 Reset Content' },
    { fields: { 'Content-Length': '0' }, text: '' },
  ),
  framedAs('sends 304 without a length of its own making', { status: '304 Not Modified' }, { fields: none }),
  framedAs(
    'sends 304 with the Content-Length that is given',
    { status: '304 Not Modified', headers: LENGTH },
    {
      fields: { 'Content-Length': '1234' },
    },
  ),
  framedAs('answers HEAD without a length of its own making', { method: 'HEAD', status: '200 OK' }, { fields: none }),
  framedAs(
    'answers HEAD with the Content-Length that is given',
    { method: 'HEAD', status: '200 OK', headers: LENGTH },
    {
      fields: { 'Content-Length': '1234' },
    },
  ),
  framedAs('answers HEAD with 204 as it does GET', { method: 'HEAD', status: '204 No Content' }, { fields: none }),
  {
    name: 'sends HEAD the fields that GET would get',
    rules: ['S29', 'S30'],
    app: () => hello(),
    talk: async (stage) => {
      const fields = { 'Content-Type': 'text/plain' };
      expectAnswer(await stage.ask(get()), { status: 200, fields, text: 'Hello' });
      expectAnswer(await stage.ask(request('HEAD', '/')), { status: 200, fields, text: '' });
    },
  },
];
