/** Classes whose objects stand for the runtime's own, which cost more to make than most handlers ask of them. */

type Class<Instance> = { readonly prototype: Instance };

/** The name of the method by which Node shows an object, and Bun too, which otherwise shows the members of its class. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Makes the objects of `Light` instances of `Native` too, and has one of those answer all that they do not answer themselves.
 * @param toNative Returns the runtime's own object, as it is now.
 */
export function standIn<Light extends object, Native extends object>(
  Light: Class<Light>,
  Native: Class<Native>,
  toNative: (light: Light) => Native,
): void {
  const light = Light.prototype;
  Object.setPrototypeOf(light, Native.prototype);
  // Their `constructor` is the class that others know.
  Reflect.deleteProperty(light, 'constructor');
  for (const [key, property] of propertiesOf(Native.prototype)) {
    const { value, enumerable = false } = property as TypedPropertyDescriptor<unknown>;
    if (Object.hasOwn(light, key)) {
      Object.defineProperty(light, key, { enumerable });
    } else if (typeof value === 'function') {
      const forwarded = function (this: Light, ...args: unknown[]): unknown {
        return Reflect.apply(value, toNative(this), args);
      };
      Object.defineProperty(light, key, { configurable: true, enumerable, writable: true, value: forwarded });
    } else if ('get' in property) {
      const forwarded = function (this: Light): unknown {
        return Reflect.get(toNative(this), key);
      };
      Object.defineProperty(light, key, { configurable: true, enumerable, get: forwarded });
    }
  }
  if (!(INSPECT in light)) {
    const shown = function (this: Light): Native {
      return toNative(this);
    };
    Object.defineProperty(light, INSPECT, { configurable: true, value: shown });
  }
}

/** With those of the classes that it extends: a worker's `Request` inherits `text()` from a class without a name. */
function propertiesOf(prototype: object): Map<PropertyKey, PropertyDescriptor> {
  const properties = new Map<PropertyKey, PropertyDescriptor>();
  for (let at: object | null = prototype; at !== null && at !== Object.prototype; at = Reflect.getPrototypeOf(at)) {
    for (const key of Reflect.ownKeys(at)) {
      if (key === 'constructor' || properties.has(key)) continue;
      properties.set(key, Reflect.getOwnPropertyDescriptor(at, key)!);
    }
  }
  return properties;
}
