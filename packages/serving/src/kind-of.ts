/** What a value is, for a message that says what came instead of what was expected. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return `an object of ${value.constructor?.name ?? 'no class'}`;
  if (typeof value === 'string') return JSON.stringify(value).slice(0, 60);
  return typeof value === 'number' ? String(value) : typeof value;
}
