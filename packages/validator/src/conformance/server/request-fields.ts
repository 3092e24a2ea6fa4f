/** From lines of a request to keys of the environ. */

import type { Capability } from '../capability.ts';
import { answering } from '../application-kinds.ts';
import { expectAnswer, expectEqual } from '../expectation.ts';
import { get, get10, post, postChunked, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

type Keys = Readonly<Record<string, string | undefined>>;

/** A case: this request gives these keys; `undefined` stands for one that may not be there. */
function gives(
  name: string,
  rules: readonly string[],
  sent: string,
  keys: Keys,
  needs: readonly Capability[] = [],
): ServerCase {
  return {
    name,
    rules,
    needs,
    app: (stage) =>
      answering((environ) => {
        const seen = Object.fromEntries(Object.keys(keys).map((key) => [key, Reflect.get(environ, key) ?? null]));
        stage.note(JSON.stringify(seen));
        return ['Hello'];
      }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(sent), { status: 200 });
      const expected = Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, value ?? null]));
      expectEqual(stage.events, [JSON.stringify(expected)], 'the keys');
    },
  };
}

export const requestFields: readonly ServerCase[] = [
  gives('gives the method as it was received', ['E4'], request('PATCH', '/'), { REQUEST_METHOD: 'PATCH' }),
  gives('gives a method that it does not know', ['E4'], request('X-BREW', '/'), { REQUEST_METHOD: 'X-BREW' }, [
    'refusals',
  ]),
  gives('leaves the letters of a method as they are', ['E4'], request('get', '/'), { REQUEST_METHOD: 'get' }, [
    'refusals',
  ]),
  gives('gives the version of the request', ['E11'], get(), { SERVER_PROTOCOL: 'HTTP/1.1' }),
  gives(
    'gives the version of a request of HTTP/1.0, and no capabilities that it cannot take',
    ['E11', 'E30', 'E31'],
    get10(),
    { SERVER_PROTOCOL: 'HTTP/1.0', 'tsgi.informational': undefined, 'tsgi.trailers': undefined },
    ['http10'],
  ),
  {
    name: 'gives the scheme',
    rules: ['E23'],
    app: (stage) =>
      answering((environ) => {
        stage.note(environ['tsgi.url_scheme']);
        return ['Hello'];
      }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200 });
      expectEqual(stage.events, [stage.scheme], 'the scheme');
    },
  },
  gives('gives header fields in upper case, with _ for -', ['E18'], get('/', 'x-one: 1', 'X-TWO-Three: 2', 'X4: 4'), {
    HTTP_X_ONE: '1',
    HTTP_X_TWO_THREE: '2',
    HTTP_X4: '4',
  }),
  gives('gives Host as a field', ['E18'], get(), { HTTP_HOST: 'conformance.example' }),
  gives('gives field values without the blanks around them', ['E18'], get('/', 'X-A: \t a  b \t ', 'X-B:c', 'X-C:'), {
    HTTP_X_A: 'a  b',
    HTTP_X_B: 'c',
    HTTP_X_C: '',
  }),
  gives('gives field values as Latin-1, a character a byte', ['E18'], get('/', 'X-A: caf\xe9', 'X-B: \xe4\xbd\xa0'), {
    HTTP_X_A: 'caf\xe9',
    HTTP_X_B: '\xe4\xbd\xa0',
  }),
  gives(
    'joins repeated fields with a comma, in order',
    ['E20'],
    get('/', 'X-A: 1', 'Accept: a', 'x-a: 2', 'accept: b', 'X-a: 3'),
    { HTTP_X_A: '1, 2, 3', HTTP_ACCEPT: 'a, b' },
  ),
  gives('joins repeated fields with what is empty', ['E20'], get('/', 'X-A: ', 'X-A: 2'), { HTTP_X_A: ', 2' }),
  gives('joins repeated cookies with a semicolon', ['E20'], get('/', 'Cookie: a=1', 'Cookie: b=2; c=3'), {
    HTTP_COOKIE: 'a=1; b=2; c=3',
  }),
  gives('keeps fields with _ in their names out', ['E21'], get('/', 'X_User: root', 'x_user: root'), {
    HTTP_X_USER: undefined,
  }),
  gives(
    'keeps a field with _ from the one with - in its place',
    ['E21'],
    get('/', 'X-User: joe', 'X_User: root', 'X-Forwarded_For: a'),
    { HTTP_X_USER: 'joe', HTTP_X_FORWARDED_FOR: undefined },
  ),
  gives(
    'keeps Content_Length and Content_Type out',
    ['E21', 'E19'],
    get('/', 'Content_Length: 5', 'Content_Type: a/b'),
    {
      CONTENT_LENGTH: undefined,
      CONTENT_TYPE: undefined,
      HTTP_CONTENT_LENGTH: undefined,
      HTTP_CONTENT_TYPE: undefined,
    },
  ),
  gives(
    'gives the type and the length of content under their own keys, and no others',
    ['E12', 'E13', 'E19'],
    post('Hello', 'Content-Type: text/plain'),
    { CONTENT_TYPE: 'text/plain', CONTENT_LENGTH: '5', HTTP_CONTENT_TYPE: undefined, HTTP_CONTENT_LENGTH: undefined },
  ),
  gives('gives no type and no length where the request has none', ['E12', 'E13'], get(), {
    CONTENT_TYPE: undefined,
    CONTENT_LENGTH: undefined,
  }),
  gives('gives no length for chunked content', ['E13'], postChunked('0\r\n\r\n'), { CONTENT_LENGTH: undefined }),
  gives('gives no empty type', ['E12'], get('/', 'Content-Type:'), { CONTENT_TYPE: undefined }),
  gives(
    'gives no user that it has not checked itself',
    ['E17'],
    get('/', 'Remote-User: root', 'Authorization: Basic cm9vdDo='),
    { REMOTE_USER: undefined },
  ),
  gives(
    'gives the names of objects no special place',
    ['E18', 'E2'],
    get('/', '__proto__: a', 'Constructor: b', 'toString: c'),
    { HTTP_CONSTRUCTOR: 'b', HTTP_TOSTRING: 'c' },
  ),
  {
    name: 'carries no field of one request over to the next',
    rules: ['E3'],
    app: (stage) =>
      answering(({ HTTP_X_A, HTTP_COOKIE, CONTENT_TYPE, QUERY_STRING }) => {
        stage.note(JSON.stringify([HTTP_X_A, HTTP_COOKIE, CONTENT_TYPE, QUERY_STRING].map((each) => each ?? '')));
        return ['Hello'];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      const full = get('/?q', 'X-A: 1', 'Cookie: a=1', 'Content-Type: a/b');
      for (const sent of [full, get(), full]) expectAnswer(await wire.ask(sent), { status: 200 });
      expectEqual(stage.events, ['["1","a=1","a/b","q"]', '["","","",""]', '["1","a=1","a/b","q"]'], 'the fields');
    },
  },
];
