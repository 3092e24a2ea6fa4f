import type { Environ } from './environ.ts';

/**
 * Copies an environ with some keys changed, for an inner application. Whoever holds the original sees no change;
 * the values that the copies share (`tsgi.exchange`, `tsgi.input`) are the same objects.
 */
export function derive(environ: Environ, changes: Partial<Environ>): Environ {
  // Partial<> makes an index signature's values optional, which a copy of real keys does not.
  return { ...environ, ...changes } as Environ;
}
