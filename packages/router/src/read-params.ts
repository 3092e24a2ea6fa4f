import type { EntryForm } from './route-entry.ts';

/** The params of a path whose route has none. */
export const NO_PARAMS: Readonly<Record<string, unknown>> = Object.freeze({});

/** In place of params where a path's bytes are no UTF-8: nobody can say what they are. */
export const MALFORMED: unique symbol = Symbol('malformed');

/**
 * Makes params of the texts that a form's keys took from a path, decoded and converted. A `%2F` was no end of a segment,
 * and is a slash in the param.
 * @returns `undefined` where a converter refuses one, and `MALFORMED` where one is not UTF-8.
 */
export function readParams(
  { keys, plain }: EntryForm,
  values: readonly string[],
  path: string,
): Readonly<Record<string, unknown>> | typeof MALFORMED | undefined {
  if (keys.length === 0) return NO_PARAMS;
  const encoded = path.includes('%');
  const params: Record<string, unknown> = {};
  if (plain !== undefined && !encoded) {
    for (let index = 0; index < plain.length; index++) params[plain[index]!] = values[index];
    return params;
  }
  for (let index = 0; index < keys.length; index++) {
    const { name, wildcard, converter } = keys[index]!;
    const text = encoded ? decoded(values[index]!) : values[index]!;
    if (text === undefined) return MALFORMED;
    if (wildcard) {
      const segments = convertAll(values[index]!.split('/'), converter);
      if (segments === undefined) return undefined;
      params[name] = segments;
      continue;
    }
    const value = converter === undefined ? text : converter.parse(text);
    if (value === undefined) return undefined;
    params[name] = value;
  }
  return params;
}

function convertAll(
  segments: readonly string[],
  converter: EntryForm['keys'][number]['converter'],
): unknown[] | undefined {
  const texts = segments.map(decodeURIComponent);
  if (converter === undefined) return texts;
  const values = texts.map((text) => converter.parse(text));
  return values.includes(undefined) ? undefined : values;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
