/** Words for what was seen, and what to think of them. */

import type { Answer } from '../../comparison/exchange.ts';
import type { Verdict } from '../../comparison/row.ts';
import { ALPHABET, SECRET } from '../folder.ts';

/** `right` where the first matches, `other` where the second does, else `wrong`. */
export function is(right: RegExp, other?: RegExp): (seen: string) => Verdict {
  return (seen) => (right.test(seen) ? 'right' : other?.test(seen) === true ? 'other' : 'wrong');
}

/** A text in a cell. */
export function quoted(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** The status, or how there came none. */
export function statusOf({ status, end }: Answer): string {
  if (status === 0) return end === 'open' ? 'no answer' : 'cut';
  return end === 'whole' ? String(status) : `${status}, ${end === 'open' ? 'never ends' : end}`;
}

/** Status and content of an answer about `/hello.txt`, with what was said about the range. */
export function withRange(answer: Answer): string {
  const status = statusOf(answer);
  const range = answer.headers.get('content-range');
  if (answer.status === 416) return range === undefined ? status : `${status}, ${quoted(range)}`;
  if (answer.status === 206) {
    const parts = partsOf(answer);
    if (parts !== undefined) return `206, ${parts.map((part) => withWhole(part)).join(' and ')}`;
    const at = ALPHABET.indexOf(answer.content);
    const right = `bytes ${at}-${at + answer.content.length - 1}/${ALPHABET.length}`;
    return `${status}, ${withWhole(answer.content)}${range === right ? '' : ` as ${quoted(range ?? 'nothing')}`}`;
  }
  return answer.status === 200 ? `${status}, ${withWhole(answer.content)}` : status;
}

function withWhole(content: string): string {
  return content === ALPHABET ? 'whole' : content === '' ? 'nothing' : quoted(content);
}

/** What the parts of `multipart/byteranges` hold, each checked against its own `Content-Range`. */
function partsOf({ headers, content }: Answer): string[] | undefined {
  const boundary = /^multipart\/byteranges;\s*boundary="?([^"]+)"?$/i.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const pieces = content.split(`--${boundary}`);
  if (!pieces.at(-1)?.startsWith('--')) return ['unfinished'];
  return pieces.slice(1, -1).map((piece) => {
    const [head = '', body = ''] = piece.split('\r\n\r\n');
    const text = body.replace(/\r\n$/, '');
    const at = ALPHABET.indexOf(text);
    const range = `content-range: bytes ${at}-${at + text.length - 1}/${ALPHABET.length}`;
    return head.toLowerCase().includes(range) ? text : `${text} with ${head.trim()}`;
  });
}

/** The different statuses of some answers, and whether what lies outside came with one. */
export function statusesAndSecret(answers: readonly Answer[]): string {
  const statuses = [...new Set(answers.map((answer) => statusOf(answer)))].toSorted();
  const secret = answers.some(({ raw }) => raw.includes(SECRET) || raw.includes('root:'));
  return `${statuses.join(', ')}${secret ? ', the secret' : ''}`;
}
