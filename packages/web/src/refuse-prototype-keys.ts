import { HttpError } from '@tsgi/contract';

/**
 * Passes a value from outside on, unless some object in it has a key by which a careless copy reaches the prototype
 * of all objects: `__proto__`, or `constructor` with a `prototype` in it.
 * @throws {HttpError} 400 where one has.
 */
export function refusePrototypeKeys(value: unknown): unknown {
  // A list in place of recursion: the depth of a value is the client's choice.
  const left: object[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let object = left.pop(); object !== undefined; object = left.pop()) {
    if (Object.hasOwn(object, '__proto__')) throw refusal('__proto__');
    for (const [key, inner] of Object.entries(object)) {
      if (typeof inner !== 'object' || inner === null) continue;
      if (key === 'constructor' && Object.hasOwn(inner, 'prototype')) throw refusal('constructor.prototype');
      left.push(inner as object);
    }
  }
  return value;
}

/** Whether JSON may have such a key: as it is, or written with escapes. */
export function mayHavePrototypeKeys(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
}

/** Refuses one name, as of a field of a form. @throws {HttpError} 400 for `__proto__`. */
export function refusePrototypeName(name: string): void {
  if (name === '__proto__') throw refusal(name);
}

function refusal(key: string): HttpError {
  return new HttpError(400, `the key ${key} is not accepted`);
}
