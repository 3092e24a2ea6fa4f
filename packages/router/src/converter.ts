/** What makes a value of a param's text, and text of the value. */
export interface Converter<Value> {
  /** The value that `text` stands for, decoded; `undefined` where it stands for none, and the next route is tried. */
  parse(text: string): Value | undefined;
  /** The text that stands for `value`, not encoded. @throws {TypeError} where there is none. */
  format(value: Value): string;
  /** What the route table calls it. Default: nothing. */
  readonly label?: string;
}

/** Checks the converters of a route. @throws {TypeError} where one is none, or is for no param of the path. */
export function checkConverters(converters: unknown, names: ReadonlySet<string>, caller: string): void {
  if (typeof converters !== 'object' || converters === null) {
    throw new TypeError(`${caller}: converters must be an object, got ${typeof converters}`);
  }
  for (const [name, converter] of Object.entries(converters)) {
    if (!names.has(name))
      throw new TypeError(`${caller}: there is a converter for ${name}, which is no param of the path`);
    if (!isConverter(converter)) {
      throw new TypeError(`${caller}: the converter for ${name} must have parse and format, got ${typeof converter}`);
    }
  }
}

function isConverter(value: unknown): value is Converter<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'parse' in value &&
    typeof value.parse === 'function' &&
    'format' in value &&
    typeof value.format === 'function'
  );
}
