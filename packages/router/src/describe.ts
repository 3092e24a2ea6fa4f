import type { Application } from '@tsgi/contract';

import type { RouteEntry } from './route-entry.ts';
import { tableOf } from './routed-application.ts';

/**
 * Prints the route table of a router and of the routers that are mounted in it, a line each route in the order in which
 * they are tried: method, path, name, converters, and the middleware of its groups. An application that is no router,
 * or is one within another layer, is named and not looked into.
 */
export function describe(app: Application): string {
  const rows = rowsOf(app, '');
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rowsOf(app: Application, prefix: string): string[][] {
  const table = tableOf(app);
  if (table === undefined) return [['any', `${prefix}/*`, nameOf(app)]];
  return table.entries.flatMap((entry) => {
    const { mounted } = entry;
    const path = prefix + entry.pattern;
    if (mounted !== undefined && tableOf(mounted.app) !== undefined) return rowsOf(mounted.app, path.slice(0, -2));
    return [[entry.method ?? 'any', path, notesOf(entry)]];
  });
}

function notesOf({ name, converters, mounted, middleware }: RouteEntry): string {
  const notes = [
    ...(mounted === undefined ? [] : [nameOf(mounted.app)]),
    ...(name === undefined ? [] : [`'${name}'`]),
    ...Object.entries(converters).map(([param, converter]) => `${param}: ${converter?.label ?? 'converted'}`),
    ...(middleware.length === 0 ? [] : [`within ${middleware.map(nameOf).join(', ')}`]),
  ];
  return notes.join('  ');
}

function nameOf({ name }: { readonly name: string }): string {
  return name === '' ? '(anonymous)' : name;
}
