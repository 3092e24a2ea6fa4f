import type { Application } from '@tsgi/contract';

import type { RouteTable } from './route-table.ts';

/** An application that a router is, with the names of its routes for the compiler. */
export interface RoutedApplication<out Names = unknown> extends Application {
  readonly [names]?: Names;
}

declare const names: unique symbol;

/** The tables of the applications that routers have made. A router that is wrapped in another layer shows none. */
const tables = new WeakMap<Application, RouteTable>();

/** Remembers what a router has made. */
export function setTable(app: Application, table: RouteTable): void {
  tables.set(app, table);
}

/** The route table of an application; `undefined` where no router has made it. */
export function tableOf(app: Application): RouteTable | undefined {
  return tables.get(app);
}
