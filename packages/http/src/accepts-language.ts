import { parseQualityValues, type QualityValue } from './quality-values.ts';

/**
 * The language to answer in (RFC 9110 §12.5.4): the one of `available` that `Accept-Language` wants most. `undefined`
 * where it wants none of them: then take the site's own. Without the field, the first.
 *
 * A range takes in the languages that it begins (`zh-Hant` takes in `zh-Hant-TW`, RFC 4647 §3.3.1), and for want of it
 * those that begin it will do (`en` for `en-GB`, §3.4); `*` takes in what no other range does. What the longest range
 * that takes it in refuses is refused. Of equally wanted ones the first that the field names is taken, then the closest,
 * then the first that is available.
 */
export function acceptsLanguage<const Language extends string>(
  field: string | undefined,
  available: readonly Language[],
): Language | undefined {
  if (field === undefined) return available[0];
  const values = parseQualityValues(field);
  let best: Language | undefined;
  let reason = { quality: 0, index: 0, common: 0 };
  for (const language of available) {
    const index = rangeFor(language.toLowerCase(), values);
    const { value, quality } = values[index] ?? NOTHING;
    const common = value === '*' ? 0 : Math.min(value.length, language.length);
    if ((quality - reason.quality || reason.index - index || common - reason.common) > 0 && quality > 0) {
      best = language;
      reason = { quality, index, common };
    }
  }
  return best;
}

const NOTHING: QualityValue = { value: '*', quality: 0 };

/** Which of the ranges decides on `language`; -1 where none does. */
function rangeFor(language: string, values: readonly QualityValue[]): number {
  let inside = -1;
  let wider = -1;
  let any = -1;
  for (const [index, { value, quality }] of values.entries()) {
    if (value === '*') any = any < 0 ? index : any;
    else if (begins(value, language)) {
      if (inside < 0 || value.length > values[inside]!.value.length) inside = index;
    } else if (begins(language, value) && quality > (values[wider] ?? NOTHING).quality) wider = index;
  }
  if (inside < 0) return wider < 0 ? any : wider;
  const { quality } = values[inside]!;
  return wider >= 0 && quality > 0 && values[wider]!.quality > quality ? wider : inside;
}

/** Whether `start` is `tag` or its first subtags. */
function begins(start: string, tag: string): boolean {
  return tag.startsWith(start) && (tag.length === start.length || tag[start.length] === '-');
}
