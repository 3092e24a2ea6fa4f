import type { Application, Middleware } from './application.ts';

/** An application among those that were put around one another. */
export interface Layer {
  /** Its function's name, else that of the middleware that has made it. */
  readonly name: string;
  readonly app: Application;
}

const known = new WeakMap<Application, readonly Layer[]>();

/**
 * The layers of an application, itself the first and what is within them all the last, as far as `compose` has put them
 * together: for pages and tables that show a program to its author. A stack shows little of them once something has
 * been awaited.
 */
export function layersOf(app: Application): readonly Layer[] {
  return known.get(app) ?? [{ name: nameOf(app), app }];
}

/** Notes that a middleware has made a layer around an application. */
export function noteLayer(middleware: Middleware, layer: Application, inner: Application): void {
  // What a `compose` in a `compose` has made is known already.
  if (layer === inner || known.has(layer)) return;
  known.set(layer, [{ name: nameOf(layer, middleware.name), app: layer }, ...layersOf(inner)]);
}

function nameOf({ name }: Application, other = ''): string {
  return name || other || '(anonymous)';
}
