/** Content that nobody reads: it is never taken for the next request. */

import { type Environ, readBody } from '@tsgi/contract';

import { hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual, expectThat } from '../expectation.ts';
import { get, post, postChunked, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import { latin1 } from '../octets.ts';

/** A case: what comes after a request whose content was left alone is a request, or nothing. */
function leavesUnread(name: string, content: string, left: (environ: Environ) => unknown): ServerCase {
  return {
    name: `takes no content for a request: ${name}`,
    rules: ['S2', 'S45'],
    app: (stage) => async (environ, startResponse) => {
      stage.note(environ.PATH_INFO);
      await left(environ);
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(content), { status: 200, text: 'Hello' });
      wire.send(get('/second', 'Connection: close'));
      const rest = latin1(await wire.rest());
      expectThat(
        /^(?:$|HTTP\/1\.1 200 )/.test(rest),
        `another answer or the end, got ${JSON.stringify(rest.slice(0, 60))}`,
      );
      expectEqual(
        stage.events.filter((path) => !['/', '/second'].includes(path)),
        [],
        'requests that were none',
      );
    },
  };
}

const SMUGGLED = get('/smuggled');

export const unreadInput: readonly ServerCase[] = [
  leavesUnread('nothing was read', post(SMUGGLED), () => {}),
  leavesUnread(
    'nothing was read, and it is chunked',
    postChunked(`${SMUGGLED.length.toString(16)}\r\n${SMUGGLED}\r\n0\r\n\r\n`),
    () => {},
  ),
  leavesUnread('it was closed', post(SMUGGLED), (environ) => environ['tsgi.input'].close()),
  leavesUnread('it was over the limit', post(SMUGGLED), (environ) => readBody(environ, { limit: 3 }).catch(() => {})),
  leavesUnread('reading was left', post(SMUGGLED.repeat(5000)), async (environ) => {
    for await (const _ of environ['tsgi.input']) break;
  }),
  {
    name: 'answers a request whose content never comes, where nobody reads it',
    rules: ['S2', 'S4'],
    app: () => hello(),
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(request('POST', '/', 'Content-Length: 5')), { status: 200, text: 'Hello' });
    },
  },
];
