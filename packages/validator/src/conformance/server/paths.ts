/** Request targets: canonical paths, raw queries, and the authority that a target may have. */

import { answering } from '../application-kinds.ts';
import { expectAnswer, expectEqual } from '../expectation.ts';
import type { ServerCase } from '../server-case.ts';

/** The environ keys that a target becomes. */
interface Target {
  readonly path?: string;
  readonly query?: string;
  readonly host?: string;
}

const HOST = 'conformance.example';

/** A case: this target becomes these keys. */
function becomes(sent: string, expected: Target, rules: readonly string[] = ['S52'], method = 'GET'): ServerCase {
  const { path = '/', query = '', host = HOST } = expected;
  return {
    name: `makes ${JSON.stringify(sent)} the path ${path || 'of nothing'}${query === '' ? '' : `, and the query ${query}`}${host === HOST ? '' : `, at ${host}`}`,
    rules,
    needs: ['rawTarget'],
    app: (stage) =>
      answering((environ) => {
        const { SCRIPT_NAME, PATH_INFO, QUERY_STRING, HTTP_HOST = '(none)', REQUEST_URI } = environ;
        stage.note(JSON.stringify({ path: SCRIPT_NAME + PATH_INFO, query: QUERY_STRING, host: HTTP_HOST }));
        if (REQUEST_URI !== undefined) expectEqual(REQUEST_URI, sent, 'REQUEST_URI');
        return ['Hello'];
      }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(`${method} ${sent} HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`), { status: 200 });
      expectEqual(stage.events, [JSON.stringify({ path, query, host })], 'the target');
    },
  };
}

/** A case: this target is answered so, and no application is called. */
function refusedTarget(sent: string, status = 400, method = 'GET', rules: readonly string[] = ['S52']): ServerCase {
  return {
    name: `answers ${method} ${JSON.stringify(sent)} with ${status}, and calls no application`,
    rules: [...rules, 'S2'],
    needs: ['rawTarget'],
    app: (stage) =>
      answering(() => {
        stage.note('called');
        return ['Hello'];
      }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(`${method} ${sent} HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`), { status });
      expectEqual(stage.events, [], 'the calls');
    },
  };
}

export const paths: readonly ServerCase[] = [
  becomes('/', {}),
  becomes('/%61dmin', { path: '/admin' }),
  becomes('/%7Euser/%2D%2e%5f', { path: '/~user/-._' }),
  becomes('/a%2fb', { path: '/a%2Fb' }),
  becomes('/%e4%bd%a0', { path: '/%E4%BD%A0' }),
  becomes('/%25%2e', { path: '/%25.' }),
  becomes('/a/./b/../c', { path: '/a/c' }),
  becomes('/a/%2e%2e/b', { path: '/b' }),
  becomes('/a/.%2E/b', { path: '/b' }),
  becomes('/..', { path: '/' }),
  becomes('/../../a', { path: '/a' }),
  becomes('/a/..', { path: '/' }),
  becomes('/a/b/.', { path: '/a/b/' }),
  becomes('/...', { path: '/...' }),
  becomes('/a//b', { path: '/a//b' }),
  becomes('//a', { path: '//a' }),
  becomes('/a//../b', { path: '/a/b' }),
  becomes('/a%2F..%2Fb', { path: '/a%2F..%2Fb' }),
  becomes('/\xe4\xbd\xa0', { path: '/%E4%BD%A0' }),
  becomes('/\xff', { path: '/%FF' }),
  becomes('/a"b<c>{d}|e\\f^g`', { path: '/a%22b%3Cc%3E%7Bd%7D%7Ce%5Cf%5Eg%60' }),
  becomes("/a!$&'()*+,;=:@b", { path: "/a!$&'()*+,;=:@b" }),
  becomes('/a+b%20c', { path: '/a+b%20c' }),
  becomes('/a?b=c', { path: '/a', query: 'b=c' }, ['S52', 'E8']),
  becomes('/a?', { path: '/a' }, ['S52', 'E8']),
  becomes('/?b?c=/../d', { query: 'b?c=/../d' }, ['S52', 'E8']),
  becomes('/?%61=%2f%zz%', { query: '%61=%2f%zz%' }, ['S52', 'E8']),
  becomes('/?\xe4=\xff', { query: '%E4=%FF' }, ['S52', 'E8']),
  becomes('/a%3Fb', { path: '/a%3Fb' }),
  becomes('http://h.example/a?b', { path: '/a', query: 'b', host: 'h.example' }, ['S54', 'S52']),
  becomes('http://h.example:8080/a', { path: '/a', host: 'h.example:8080' }, ['S54']),
  becomes('http://h.example', { host: 'h.example' }, ['S54', 'S52']),
  becomes('http://h.example?a', { query: 'a', host: 'h.example' }, ['S54', 'S52']),
  becomes('HTTP://h.example/', { host: 'h.example' }, ['S54']),
  becomes('http://[::1]:80/', { host: '[::1]:80' }, ['S54']),
  becomes('*', { path: '' }, ['S52', 'E7'], 'OPTIONS'),
  becomes('/a', { path: '/a' }, ['S52'], 'OPTIONS'),
  refusedTarget('/a%'),
  refusedTarget('/a%4'),
  refusedTarget('/%zz'),
  refusedTarget('/%4z'),
  refusedTarget('/a%00b'),
  refusedTarget('*'),
  refusedTarget('a'),
  refusedTarget('?a'),
  refusedTarget('ftp://h.example/a'),
  refusedTarget('http:///a'),
  refusedTarget('http://user@h.example/'),
  refusedTarget('http://h example/'),
  refusedTarget('h.example:443', 501, 'CONNECT', ['S55']),
  refusedTarget('/', 501, 'CONNECT', ['S55']),
];
