import type { Body } from '@tsgi/contract';

/** Whether `value` can be iterated as a body; what its chunks are shows only then. */
export function isBody(value: unknown): value is Body {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return Array.isArray(value) || Symbol.iterator in value || Symbol.asyncIterator in value;
}
