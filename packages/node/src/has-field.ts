/** Whether a field is among names and values in turns. @param name In lower case. */
export function hasField(fields: readonly string[], name: string): boolean {
  return fields.some((each, at) => at % 2 === 0 && each.toLowerCase() === name);
}
