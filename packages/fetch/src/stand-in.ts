/** Classes whose objects stand for the runtime's own, which cost more to make than most handlers ask of them. */

type Class<Instance> = { readonly prototype: Instance };

/**
 * Has the objects of `Light` be instances of `Native` too, and leave to one all that they do not answer themselves.
 * @param toNative The runtime's own, as it is now.
 */
export function standIn<Light extends object, Native extends object>(
  Light: Class<Light>,
  Native: Class<Native>,
  toNative: (light: Light) => Native,
): void {
  const light = Light.prototype;
  Object.setPrototypeOf(light, Native.prototype);
  // They name the class that others know.
  Reflect.deleteProperty(light, 'constructor');
  for (const key of Reflect.ownKeys(Native.prototype)) {
    if (key === 'constructor' || Object.hasOwn(light, key)) continue;
    const { value, get, enumerable = false } = Reflect.getOwnPropertyDescriptor(Native.prototype, key)!;
    if (typeof value === 'function') {
      const forwarded = function (this: Light, ...args: unknown[]): unknown {
        return Reflect.apply(value, toNative(this), args);
      };
      Object.defineProperty(light, key, { configurable: true, enumerable, writable: true, value: forwarded });
    } else if (get !== undefined) {
      const forwarded = function (this: Light): unknown {
        return Reflect.get(toNative(this), key);
      };
      Object.defineProperty(light, key, { configurable: true, enumerable, get: forwarded });
    }
  }
}
