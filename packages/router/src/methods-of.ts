import { layersOf } from '@tsgi/contract';

import { withImplied } from './method-index.ts';
import type { RouteTable } from './route-table.ts';
import { tableOf } from './routed-application.ts';

/**
 * The methods that the routes of a router have, those of the routers that are mounted in it too: what `Allow` says where a
 * request is about the server (`OPTIONS *`, RFC 9110 §9.3.7). What other applications know does not show.
 */
export function methodsOf(table: RouteTable): readonly string[] {
  return withImplied(named(table));
}

function named({ entries }: RouteTable): string[] {
  return entries.flatMap(({ method, mounted }) => {
    if (mounted === undefined) return method ?? [];
    return layersOf(mounted.app).flatMap(({ app }) => {
      const inner = tableOf(app);
      return inner === undefined ? [] : named(inner);
    });
  });
}
