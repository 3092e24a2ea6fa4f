import type { Application } from '@tsgi/contract';

import { parsePrefix } from './path-pattern.ts';
import type { NoNames, Route } from './route.ts';
import type { RoutedApplication } from './routed-application.ts';

/**
 * Puts an application below a prefix, for every method. It sees the prefix at the end of `SCRIPT_NAME`, and the rest of
 * the path as `PATH_INFO`: `''` at the prefix itself. What it answers stands, also where that is 404.
 * @throws {TypeError} for a prefix that has params or ends in `/`, and for an application that is no function.
 */
export function mount<Names = NoNames>(prefix: string, app: Application & RoutedApplication<Names>): Route<Names> {
  parsePrefix(prefix, `mount('${prefix}')`);
  if (typeof app !== 'function') throw new TypeError(`mount('${prefix}'): expected an application, got ${typeof app}`);
  return Object.freeze({ kind: Object.freeze({ type: 'mount', prefix, app }) });
}
