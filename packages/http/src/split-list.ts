import { quotedStringEnd } from './quoted-string.ts';

const HTAB = 0x09;
const SPACE = 0x20;
const DQUOTE = 0x22;

/**
 * The members of a list (RFC 9110 §5.6.1): whitespace around them taken off, empty ones left out. What stands between
 * double quotes is not split; where a quote is not closed, all that follows it is one member.
 *
 * `separator` is `,` between members, `;` between the parameters of one.
 */
export function splitList(text: string, separator: ',' | ';' = ','): string[] {
  const members: string[] = [];
  const mark = separator.charCodeAt(0);
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === mark) {
      push(members, text, start, i);
      start = i + 1;
    } else if (code === DQUOTE) {
      const end = quotedStringEnd(text, i);
      if (end < 0) break;
      i = end - 1;
    }
  }
  push(members, text, start, text.length);
  return members;
}

/** `text` from `start` to `end` without spaces and tabs around it (OWS, RFC 9110 §5.6.3). */
export function trimmed(text: string, start: number = 0, end: number = text.length): string {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function push(members: string[], text: string, start: number, end: number): void {
  const member = trimmed(text, start, end);
  if (member !== '') members.push(member);
}

function isSpace(code: number): boolean {
  return code === SPACE || code === HTAB;
}
