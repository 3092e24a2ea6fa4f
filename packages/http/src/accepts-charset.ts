import Negotiator from 'negotiator';

/**
 * The charset to answer in (RFC 9110 §12.5.2): the one of `available` that `Accept-Charset` wants most. `undefined`
 * where none is acceptable. Without the field, as browsers send it no more, the first.
 */
export function acceptsCharset<const Charset extends string>(
  field: string | undefined,
  available: readonly Charset[],
): Charset | undefined {
  if (field === undefined || field === '') return available[0];
  // negotiator returns one of the values that it was given.
  return new Negotiator({ headers: { 'accept-charset': field } }).charset(available) as Charset | undefined;
}
