import type { Environ } from '@tsgi/contract';

/** `'ahead'`, and not to be spoken of yet; `'announced'`; `'under way'`; `'over'`. */
export type Phase = 'ahead' | 'announced' | 'under way' | 'over';

/** What an application is told about maintenance. */
export interface PlannedMaintenance {
  /** When it begins, in milliseconds since 1970. */
  readonly from: number;
  /** When it ends, in milliseconds since 1970. */
  readonly until: number;
  /** Where it stood when the request came. */
  readonly phase: Phase;
}

/** Where the middleware leaves it. Nobody else needs to know: the key may change, and the accessor stays. */
export const KEY = 'maintenance.planned';

/**
 * The maintenance that is planned: time for a shop to take no more orders.
 * @throws {Error} where `maintenance()` is not in the stack.
 */
export function plannedMaintenance(environ: Environ): PlannedMaintenance {
  const planned = environ[KEY] as PlannedMaintenance | undefined;
  if (planned === undefined) {
    throw new Error('plannedMaintenance(): put maintenance() into the stack, in front of this application');
  }
  return planned;
}
