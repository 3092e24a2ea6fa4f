import type { Application, Middleware } from '@tsgi/contract';

import { Seam, shown, type Party, type Report, type SeamOptions } from './seam.ts';
import { checkedApplication } from './validate.ts';

/**
 * Composes middleware, the first outermost, with a validator between all layers: before the first, between each
 * two, and before the application. A breach names the layer that is guilty of it, by its function's name.
 * @throws {TypeError} where an argument is not a function, or a middleware does not return an application.
 */
export function validateAll(...middleware: readonly Middleware[]): Middleware {
  middleware.forEach((layer, index) => {
    if (typeof layer !== 'function') {
      throw new TypeError(`validateAll(): argument ${index + 1} must be a middleware, got ${shown(layer)}`);
    }
  });
  return function validatedAll(app: Application): Application {
    if (typeof app !== 'function') throw new TypeError(`validateAll(): app must be an application, got ${shown(app)}`);
    return checkedStack(app, middleware);
  };
}

/** The stack that `validateAll` makes, which may have its breaches reported. */
export function checkedStack(app: Application, middleware: readonly Middleware[], report?: Report): Application {
  return fromSeam(app, middleware, { side: 'server', name: '' }, { report });
}

/** The rest of a stack, from the seam behind `caller` inwards. */
function fromSeam(
  app: Application,
  middleware: readonly Middleware[],
  caller: Party,
  options: SeamOptions,
): Application {
  const [layer, ...rest] = middleware;
  if (layer === undefined) {
    return checkedApplication(app, new Seam(caller, { side: 'application', name: app.name }, options));
  }
  const called: Party = { side: 'middleware', name: layer.name };
  const seam = new Seam(caller, called, { ...options, hasInner: true });
  const wrapped = layer(fromSeam(app, rest, called, { report: options.report, outer: seam }));
  if (typeof wrapped !== 'function') {
    throw new TypeError(
      `validateAll(): the middleware ${layer.name || '(anonymous)'} must return an application, got ${shown(wrapped)}`,
    );
  }
  return checkedApplication(wrapped, seam);
}
