import type { Application, Middleware } from './application.ts';

/** One of the applications that a stack is made of. */
export interface Layer {
  /** Its function's name, else that of the middleware that has made it. */
  readonly name: string;
  readonly app: Application;
}

const known = new WeakMap<Application, readonly Layer[]>();

/**
 * The layers of an application from the outside in, itself the first, as far as `compose` has put them together. They are
 * for pages and tables that show a program to its author: a stack trace shows few of them once something was awaited.
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
