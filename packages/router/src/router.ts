import {
  type Application,
  type Body,
  type Environ,
  type StartResponse,
  status,
  refuseUnknownOptions,
} from '@tsgi/contract';
import { checkProxies, type ProxyOptions } from '@tsgi/http';
import { refusal } from '@tsgi/web';

import type { NamesOf } from './group.ts';
import { locate, type Located, type Spelling } from './locate.ts';
import { methodsOf } from './methods-of.ts';
import type { Route } from './route.ts';
import { leaveMatch } from './route-match.ts';
import { RouteTable } from './route-table.ts';
import { type RoutedApplication, setTable } from './routed-application.ts';

/** Options of `router`. */
export interface RouterOptions extends ProxyOptions {
  /**
   * What becomes of a path that has one `/` too many or too few at its end: it is another path (`'exact'`), it is
   * redirected (`'redirect'`), or taken for the right one (`'ignore'`). Default: `'exact'`.
   */
  readonly trailingSlash?: Spelling;
  /** The same for a path in other letters, upper or lower case. Params keep theirs. Default: `'exact'`. */
  readonly letterCase?: Spelling;
}

/** A middleware that is a router, with the names of its routes for the compiler. */
export type Router<Names> = (app: Application) => RoutedApplication<Names>;

/**
 * Calls the handler of the first route that matches method and path, and for a path that no route has the application
 * that it is put around. Of itself it answers 405 where a path has other methods, `OPTIONS` with 204, both with
 * `Allow`; 400 where a param is not UTF-8; and `HEAD` with the route for `GET`. A route of one's own goes before each.
 * `OPTIONS *` is about no path: its `Allow` has the methods of all routes.
 * @throws {TypeError} for what is no route, a route that can never match, a name that is there twice, and wrong options.
 */
export function router<const Routes extends readonly Route[]>(
  routes: Routes,
  options: RouterOptions = {},
): Router<NamesOf<Routes>> {
  refuseUnknownOptions('router', options, ['trailingSlash', 'letterCase', 'trustedProxies', 'forwarded']);
  const proxies = checkProxies(options, 'router');
  const trailingSlash = checkSpelling(options.trailingSlash, 'trailingSlash');
  const letterCase = checkSpelling(options.letterCase, 'letterCase');
  const table = new RouteTable(routes, proxies, letterCase);
  return function routing(app: Application): RoutedApplication<NamesOf<Routes>> {
    if (typeof app !== 'function') throw new TypeError(`router(): expected an application, got ${typeof app}`);
    let server: Located | undefined;
    const routed: Application = function routed(environ, startResponse) {
      const { PATH_INFO, SCRIPT_NAME, REQUEST_METHOD } = environ;
      // Without a path it is `OPTIONS *` (rule E7), which is about no route.
      const located =
        PATH_INFO === '' && SCRIPT_NAME === ''
          ? (server ??= { type: 'options', allowed: methodsOf(table) })
          : locate(table, REQUEST_METHOD, PATH_INFO || '/', { trailingSlash, letterCase });
      return located === undefined ? app(environ, startResponse) : go(table, located, environ, startResponse);
    };
    setTable(routed, table);
    return routed;
  };
}

function go(
  table: RouteTable,
  located: Located,
  environ: Environ,
  startResponse: StartResponse,
): Body | PromiseLike<Body> {
  switch (located.type) {
    case 'match':
      return located.match.entry.app(leaveMatch(environ, table.routes, located.match), startResponse);
    case 'redirect': {
      // 308 keeps the method; for GET and HEAD 301 says the same, and is known everywhere (RFC 9110 §15.4).
      const code = environ.REQUEST_METHOD === 'GET' || environ.REQUEST_METHOD === 'HEAD' ? 301 : 308;
      const query = environ.QUERY_STRING === '' ? '' : `?${environ.QUERY_STRING}`;
      const target = environ.SCRIPT_NAME + located.path;
      startResponse(status(code), [['Location', target + query]]);
      return [];
    }
    case 'options':
      startResponse(status(204), [['Allow', located.allowed.join(', ')]]);
      return [];
    case 'malformed':
      return refusal(400, 'The path is not UTF-8.')(environ, startResponse);
    case 'refused':
    default:
      return refusal(405, 'The path has no such method.', [['Allow', located.allowed.join(', ')]])(
        environ,
        startResponse,
      );
  }
}

function checkSpelling(value: Spelling | undefined, name: string): Spelling {
  if (value === undefined) return 'exact';
  if (value === 'exact' || value === 'redirect' || value === 'ignore') return value;
  throw new TypeError(`router(): ${name} must be 'exact', 'redirect' or 'ignore', got ${JSON.stringify(value)}`);
}
