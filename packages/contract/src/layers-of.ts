import type { Application, Middleware } from './application.ts';

const known = new WeakMap<Application, readonly string[]>();

/**
 * The names of an application's layers, the outermost first and what is within them all last, as far as `compose` has put
 * them together: for error pages, which a stack shows little of once something has been awaited. A layer without a name
 * of its own goes by its middleware's.
 */
export function layersOf(app: Application): readonly string[] {
  return known.get(app) ?? [nameOf(app)];
}

/** Notes that a middleware has made a layer around an application. */
export function noteLayer(middleware: Middleware, layer: Application, inner: Application): void {
  // What a `compose` in a `compose` has made is known already.
  if (layer === inner || known.has(layer)) return;
  known.set(layer, [nameOf(layer, middleware.name), ...layersOf(inner)]);
}

function nameOf({ name }: Application, other = ''): string {
  return name || other || '(anonymous)';
}
