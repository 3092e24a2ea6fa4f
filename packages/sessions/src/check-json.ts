/** What JSON can hold, and nothing that it would leave out or change without a word. */

/** The most levels that values may be nested. Beyond any real one, and less than what a stack can take. */
const MOST_LEVELS = 100;

/**
 * Checks that a value comes back from JSON as it is.
 * @param where What is said of the value's place, such as `session.set('cart')`.
 * @throws {TypeError} with the place within the value, and what stands there.
 */
export function checkJson(value: unknown, where: string): void {
  check(value, where, '', 0);
}

function check(value: unknown, where: string, path: string, level: number): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return;
  if (typeof value !== 'object') {
    throw refused(where, path, value === undefined || typeof value === 'number' ? String(value) : `a ${typeof value}`);
  }
  if (level === MOST_LEVELS) throw refused(where, path, `more than ${MOST_LEVELS} levels, or a cycle`);
  if (Array.isArray(value)) checkArray(value, where, path, level);
  else checkObject(value, where, path, level);
}

function checkArray(array: readonly unknown[], where: string, path: string, level: number): void {
  for (let i = 0; i < array.length; i++) check(array[i], where, `${path}[${i}]`, level + 1);
}

function checkObject(object: object, where: string, path: string, level: number): void {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw refused(where, path, nameOf(object));
  // A `toJSON` is a function, and refused as one.
  for (const key of Object.keys(object)) {
    const inner = path === '' ? `.${key}` : `${path}.${key}`;
    if (key === '__proto__') throw refused(where, inner, 'that key');
    check((object as Record<string, unknown>)[key], where, inner, level + 1);
  }
}

function nameOf(object: object): string {
  if (object instanceof Date) return 'a Date; keep its toISOString(), or its getTime()';
  if (object instanceof Map || object instanceof Set) return `a ${object.constructor.name}; keep an array or an object`;
  const { constructor } = object as { readonly constructor?: { readonly name?: unknown } };
  return `an instance of ${typeof constructor?.name === 'string' ? constructor.name : 'a class'}`;
}

function refused(where: string, path: string, got: string): TypeError {
  const place = path === '' ? '' : ` at ${path}`;
  return new TypeError(`${where}: a session holds what JSON holds, and it cannot hold ${got}${place}`);
}
