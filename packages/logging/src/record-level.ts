import type { AccessRecord } from './access-record.ts';
import type { Level } from './level.ts';

/** How grave a record is: `error` where the application failed or answered 5xx, `warn` for 4xx, else `info`. */
export function recordLevel({ status, ending }: AccessRecord): Level {
  if (ending === 'failed' || status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
