import { type Application, layersOf } from '@tsgi/contract';

import type { RouteEntry } from './route-entry.ts';
import type { RouteTable } from './route-table.ts';
import { tableOf } from './routed-application.ts';

/**
 * Prints the route table of a router and of the routers that are mounted in it, a line each route in the order in which
 * they are tried: method, path, name, converters, and what is around it: the middleware of its groups, the layers of the
 * router that is mounted. It looks through layers that `compose` has put together. An application that is no router, or
 * is one that was wrapped by hand, is named and not looked into.
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

/** The rows of an application below a prefix, within layers that have names. */
function rowsOf(app: Application, prefix: string, around: readonly string[] = []): string[][] {
  const { table, layers } = routerIn(app);
  if (table === undefined) return [['any', `${prefix}/*`, nameOf(app)]];
  // What is around the application itself is around all of it: to say so in each row would say nothing.
  const within = prefix === '' ? around : [...around, ...layers];
  return table.entries.flatMap((entry) => {
    const { mounted } = entry;
    const path = prefix + entry.pattern;
    const names = [...within, ...entry.middleware.map(nameOf)];
    return mounted !== undefined && routerIn(mounted.app).table !== undefined
      ? rowsOf(mounted.app, path.slice(0, -2), names)
      : [[entry.method ?? 'any', path, notesOf(entry, names)]];
  });
}

/** The table of the router in an application, and the names of the layers around that. */
function routerIn(app: Application): { readonly table: RouteTable | undefined; readonly layers: readonly string[] } {
  const layers: string[] = [];
  for (const layer of layersOf(app)) {
    const table = tableOf(layer.app);
    if (table !== undefined) return { table, layers };
    layers.push(layer.name);
  }
  return { table: undefined, layers };
}

function notesOf({ name, converters, mounted }: RouteEntry, within: readonly string[]): string {
  const notes = [
    ...(mounted === undefined ? [] : [nameOf(mounted.app)]),
    ...(name === undefined ? [] : [`'${name}'`]),
    ...Object.entries(converters).map(([param, converter]) => `${param}: ${converter?.label ?? 'converted'}`),
    ...(within.length === 0 ? [] : [`within ${within.join(', ')}`]),
  ];
  return notes.join('  ');
}

function nameOf({ name }: { readonly name: string }): string {
  return name === '' ? '(anonymous)' : name;
}
