/** How grave what is logged is. */

/** From the least grave to the most, as in pino. */
export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** How grave an entry is. */
export type Level = (typeof LEVELS)[number];

/** Whether `value` names a level. */
export function isLevel(value: unknown): value is Level {
  return LEVELS.includes(value as Level);
}
