/** Expects two plain values to be the same, all the way down. @param what What `actual` is. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [printed(actual), printed(expected)];
  if (got !== wanted) throw new Error(`expected ${what} to be ${shortened(wanted)}, got ${shortened(got)}`);
}

/** Keys in one order, so that two values are the same that are written in another. */
function printed(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value);
  if (Array.isArray(value)) return `[${value.map(printed).join(',')}]`;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${key}: ${printed(each)}`).join(', ')}}`;
}

function shortened(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 200)} … ${text.slice(-100)} (${text.length} characters)`;
}
