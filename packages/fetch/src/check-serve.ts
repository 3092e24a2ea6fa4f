import type { Application } from '@tsgi/contract';
import { checkServeOptions, resolveLimits, resolveTimeouts, type ServeOptions, type Unable } from '@tsgi/serving';

/**
 * Checks what `serve` of a runtime was given.
 * @throws {TypeError} for what is no application, and for an option that is unknown or wrong, or that cannot be honoured.
 */
export function checkServe(app: Application, options: ServeOptions, unable: Unable): void {
  if (typeof app !== 'function') throw new TypeError(`serve(): the application must be a function, got ${typeof app}`);
  checkServeOptions(options, unable);
  resolveLimits(options.limits, unable);
  resolveTimeouts(options.timeouts, unable);
}
