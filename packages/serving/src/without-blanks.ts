const SPACE = 0x20;
const HTAB = 0x09;

/**
 * The value of a field without the spaces and tabs around it (OWS, RFC 9110 §5.6.3). `trim()` takes off U+00A0 as well,
 * which in a value is a byte like others: the second of `à` in UTF-8. By hand: a pattern for the blanks at the end would try
 * each run of blanks from each of its characters.
 */
export function withoutBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === HTAB;
}
