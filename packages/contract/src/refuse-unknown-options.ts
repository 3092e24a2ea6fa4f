/**
 * Refuses an option that means nothing: a misspelt one would silently leave the default in place.
 * @param caller What was given the options, for the error: `'sessions'`.
 * @param group The option that these are a part of, with a dot behind it: `'cookie.'`. Default: none.
 * @throws {TypeError} that names the option, and those that there are.
 */
export function refuseUnknownOptions(
  caller: string,
  options: object,
  known: readonly string[],
  group: string = '',
): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${caller}(): expected options, got ${options === null ? 'null' : typeof options}`);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new TypeError(`${caller}(): ${group}${name} is not an option; there are ${known.join(', ')}`);
  }
}
