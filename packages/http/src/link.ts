/** `Link`: relations to other resources (RFC 8288). */

import { decodeExtended, encodeExtended } from 'content-disposition';

import { parseParameter } from './parameter.ts';
import { quote, quotedStringEnd, tokenOrQuoted } from './quoted-string.ts';
import { splitList, trimmed } from './split-list.ts';

/** One link. */
export interface Link {
  /** The target, as it is written: a reference, relative to the URL of the response. */
  readonly target: string;
  /** The relation types, as they are written, separated by spaces: `next`, `preload`, `https://example.com/rel`. */
  readonly rel: string;
  /** All other parameters: names in lower case, the first of several with one name, `title*` also as `title`, decoded. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const COMMA = 0x2c;
const DQUOTE = 0x22;

/** The links in a `Link` field. `undefined` where any of it is malformed; a link without `rel` is left out (§3.3). */
export function parseLink(field: string | undefined): Link[] | undefined {
  if (field === undefined) return undefined;
  const links: Link[] = [];
  for (let i = 0; i < field.length;) {
    const member = memberEnd(field, i);
    const text = trimmed(field, i, member);
    i = member + 1;
    if (text === '') continue;
    const link = parseMember(text);
    if (link === undefined) return undefined;
    if (link.rel !== '') links.push(link);
  }
  return links;
}

/**
 * Writes one link: `formatLink({ target: '/style.css', rel: 'preload', parameters: { as: 'style' } })`. Several go into
 * one field with commas between them. A value that is not ASCII is written with its charset, as `title*` (RFC 8187).
 * @throws {TypeError} for a target that is no URL reference in ASCII, or a parameter that cannot be written.
 */
export function formatLink({ target, rel, parameters = {} }: Link): string {
  if (!/^[!-;=?-~]*$/.test(target)) throw new TypeError(`formatLink(): the target cannot be ${JSON.stringify(target)}`);
  let text = `<${target}>; rel=${/^[a-z][\w.-]*$/i.test(rel) ? rel : quote(rel)}`;
  for (const [name, value] of Object.entries(parameters)) {
    if (parseParameter(name) === undefined || name.includes('=')) {
      throw new TypeError(`formatLink(): a parameter cannot be named ${JSON.stringify(name)}`);
    }
    text += isAscii(value) ? `; ${name}=${tokenOrQuoted(value)}` : `; ${name}*=${encodeExtended(value.toWellFormed())}`;
  }
  return text;
}

/** Where the member that begins at `from` ends: at a comma outside of angle brackets and quotes, or with the field. */
function memberEnd(field: string, from: number): number {
  for (let i = from; i < field.length; i++) {
    const code = field.charCodeAt(i);
    if (code === COMMA) return i;
    const end = code === DQUOTE ? quotedStringEnd(field, i) : field[i] === '<' ? field.indexOf('>', i) + 1 : i + 1;
    // What nothing closes takes in the rest.
    if (end <= 0) return field.length;
    i = end - 1;
  }
  return field.length;
}

function parseMember(text: string): Link | undefined {
  const close = text.indexOf('>');
  if (!text.startsWith('<') || close < 0) return undefined;
  const after = trimmed(text, close + 1);
  if (after !== '' && !after.startsWith(';')) return undefined;
  const parameters = Object.create(null) as Record<string, string>;
  for (const pair of splitList(after, ';')) {
    const [name, value = ''] = parseParameter(pair) ?? [];
    if (name === undefined) return undefined;
    parameters[name] ??= value;
  }
  // RFC 8288 §3.4.1: what is written with its charset (RFC 8187) counts before what is not.
  for (const name of Object.keys(parameters).filter((each) => each.endsWith('*'))) {
    const decoded = decodeExtended(parameters[name]!);
    if (decoded !== undefined) parameters[name.slice(0, -1)] = decoded;
  }
  const { rel = '', ...others } = parameters;
  return { target: text.slice(1, close), rel, parameters: Object.assign(Object.create(null), others) };
}

function isAscii(text: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(text);
}
