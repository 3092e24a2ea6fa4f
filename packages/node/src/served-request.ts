/** A request of `node:http` that makes no object of its header fields before somebody reads one that is there. */

import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';

/**
 * What the server is told to make of each request, by its option `IncomingMessage`. For every request `node:http` itself
 * looks into `headers` for a field or two that most do not have, `Expect` for one. To make the object for that takes
 * longer than to make an environ.
 */
export class ServedRequest extends IncomingMessage {
  #made = false;

  /** What `headers` gives: the object once it is made, and until then what stands for it. */
  lookInto(): IncomingHttpHeaders {
    return this.#made ? this.make() : (new Proxy(this, UNREAD) as object as IncomingHttpHeaders);
  }

  /** Whether there is no field `name`, in lower case, as far as that can be told without the object. */
  lacks(name: string | symbol): boolean {
    if (this.#made || typeof name !== 'string' || name in Object.prototype) return false;
    const { rawHeaders } = this;
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const each = rawHeaders[i]!;
      if (each.length === name.length && each.toLowerCase() === name) return false;
    }
    return true;
  }

  /** The object, from now on. */
  make(): IncomingHttpHeaders {
    this.#made = true;
    return Reflect.get(IncomingMessage.prototype, 'headers', this);
  }

  /** Another object in its place. */
  replace(headers: IncomingHttpHeaders): void {
    this.#made = true;
    Reflect.set(IncomingMessage.prototype, 'headers', headers, this);
  }
}

/** As the class has it: types know it as a plain property, which no accessor may take the place of. */
Object.defineProperty(ServedRequest.prototype, 'headers', {
  configurable: true,
  enumerable: true,
  get(this: ServedRequest) {
    return this.lookInto();
  },
  set(this: ServedRequest, headers: IncomingHttpHeaders) {
    this.replace(headers);
  },
});

/** Stands for the headers of a request, and makes them for anything but the question for one that is not there. */
const UNREAD: ProxyHandler<ServedRequest> = {
  get: (request, name) => (request.lacks(name) ? undefined : Reflect.get(request.make(), name)),
  has: (request, name) => !request.lacks(name) && Reflect.has(request.make(), name),
  set: (request, name, value) => Reflect.set(request.make(), name, value),
  deleteProperty: (request, name) => Reflect.deleteProperty(request.make(), name),
  defineProperty: (request, name, property) => Reflect.defineProperty(request.make(), name, property),
  ownKeys: (request) => Reflect.ownKeys(request.make()),
  getOwnPropertyDescriptor: (request, name) => Reflect.getOwnPropertyDescriptor(request.make(), name),
  getPrototypeOf: () => Object.prototype,
};
