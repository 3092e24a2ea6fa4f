import { splitList, trimmed } from './split-list.ts';

/** One member of a field such as `Accept-Encoding`: what is named, in lower case, and how much it is wanted. */
export interface QualityValue {
  readonly value: string;
  /** From 0, not acceptable, to 1. */
  readonly quality: number;
}

/**
 * The members of a list with weights (RFC 9110 §12.4.2) in the order of the field: `gzip;q=0.5, br`. A member without a
 * weight has 1; one with a malformed weight is left out, and so are all parameters but `q`.
 */
export function parseQualityValues(text: string): QualityValue[] {
  const result: QualityValue[] = [];
  for (const member of splitList(text)) {
    const semicolon = member.indexOf(';');
    if (semicolon < 0) result.push({ value: member.toLowerCase(), quality: 1 });
    else {
      const quality = weightOf(member, semicolon + 1);
      const value = trimmed(member, 0, semicolon).toLowerCase();
      if (quality !== undefined && value !== '') result.push({ value, quality });
    }
  }
  return result;
}

/** The weight among the parameters of `member` that begin at `from`; 1 where none is, `undefined` where it is malformed. */
function weightOf(member: string, from: number): number | undefined {
  for (const parameter of splitList(member.slice(from), ';')) {
    const written = parameter.toLowerCase();
    if (written.startsWith('q=')) return qvalue(written.slice(2));
  }
  return 1;
}

/** `0` or `1` with up to three decimals, none but 0 after 1. */
function qvalue(text: string): number | undefined {
  const bound = text.charCodeAt(0) === 0x30 ? 1 : text.charCodeAt(0) === 0x31 ? 0 : -1;
  if (bound < 0 || text.length > 5 || (text.length > 1 && text[1] !== '.')) return undefined;
  for (let i = 2; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > bound * 9) return undefined;
  }
  return Number(text);
}
