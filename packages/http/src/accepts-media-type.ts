import Negotiator from 'negotiator';

/** A charset among the parameters of a range: `Accept-Charset` was for that. */
const CHARSET = /;[ \t]*charset=(?:"[^"]*"|[^;,"]*)/gi;

/**
 * The media type to answer with (RFC 9110 §12.5.1): the one of `available` that `Accept` wants most, of equally wanted
 * ones that which it names most closely, or first. The most specific range decides: `text/html;q=0, text/*` wants plain
 * text only. A `charset` in a range says nothing of the type (RFC 8259 §11): `application/json; charset=utf-8` wants JSON.
 * `undefined` where none is acceptable. Without the field, or with an empty one, the first.
 * @throws {TypeError} for an available type that is not of the form `type/subtype`.
 */
export function acceptsMediaType<const MediaType extends string>(
  field: string | undefined,
  available: readonly MediaType[],
): MediaType | undefined {
  for (const type of available) {
    if (!type.includes('/')) throw new TypeError(`acceptsMediaType(): expected type/subtype, got ${type}`);
  }
  if (field === undefined || field === '' || field === '*/*') return available[0];
  const accept = field.replaceAll(CHARSET, '');
  // negotiator returns one of the values that it was given.
  return new Negotiator({ headers: { accept } }).mediaType(available) as MediaType | undefined;
}
