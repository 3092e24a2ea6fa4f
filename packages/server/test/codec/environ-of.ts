import type { Environ } from '@tsgi/contract';

/** An environ of these keys alone: the codec looks at no others. */
export function environOf(keys: Partial<Environ>): Environ {
  return keys as Environ;
}
