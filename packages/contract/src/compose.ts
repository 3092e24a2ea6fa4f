import type { Application, Middleware } from './application.ts';
import { noteLayer } from './layers-of.ts';

/**
 * Makes one middleware of several: the first is the outermost, as the list reads from the client inwards.
 * `compose(a, b)(app)` is `a(b(app))`; `compose()` changes nothing.
 * @throws {TypeError} where an argument is not a function, or a middleware does not return an application.
 */
export function compose(...middleware: readonly Middleware[]): Middleware {
  middleware.forEach((layer, index) => {
    if (typeof layer !== 'function') {
      throw new TypeError(
        `compose(): argument ${index + 1} must be a middleware, a function from an application to an application, got ${typeof layer}`,
      );
    }
  });
  return function composed(app: Application): Application {
    return middleware.reduceRight((inner, layer) => {
      const wrapped = layer(inner);
      if (typeof wrapped !== 'function') {
        throw new TypeError(
          `compose(): the middleware ${layer.name || '(anonymous)'} must return an application, got ${typeof wrapped}; was a factory passed without being called?`,
        );
      }
      noteLayer(layer, wrapped, inner);
      return wrapped;
    }, app);
  };
}
