import { parseQualityValues, type QualityValue } from './quality-values.ts';

/**
 * The content coding to answer with (RFC 9110 §12.5.3): the one of `available` that `Accept-Encoding` wants most, of
 * equally wanted ones the first, `'identity'` (no coding) where it is wanted more, or nothing else is acceptable.
 * `undefined` where `identity;q=0` or `*;q=0` refuses that too.
 *
 * Without the field any coding is allowed, but nobody has said to understand one: `'identity'`.
 */
export function acceptsEncoding<const Coding extends string>(
  field: string | undefined,
  available: readonly Coding[],
): Coding | 'identity' | undefined {
  if (field === undefined || field === '') return 'identity';
  const values = parseQualityValues(field);
  let best: Coding | 'identity' | undefined;
  let most = 0;
  for (const coding of available) {
    const quality = qualityOf(coding.toLowerCase(), values) ?? 0;
    if (quality > most) {
      best = coding;
      most = quality;
    }
  }
  // Not named, it is acceptable, and less wanted than all that is.
  const identity = qualityOf('identity', values);
  if (identity === undefined) return best ?? 'identity';
  return identity > most ? 'identity' : best;
}

function qualityOf(coding: string, values: readonly QualityValue[]): number | undefined {
  let any: number | undefined;
  for (const { value, quality } of values) {
    // §8.4.1: gzip and compress have a second name each.
    if (value === coding || (value.startsWith('x-') && value.slice(2) === coding)) return quality;
    if (value === '*') any ??= quality;
  }
  return any;
}
