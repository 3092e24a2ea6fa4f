/** The cookie that leads to a session. */

import { type Header, refuseUnknownOptions } from '@tsgi/contract';
import { type CookieOptions, deleteCookie, formatSetCookie, parseCookies } from '@tsgi/http';

/** Options of the cookie. */
export interface SessionCookieOptions {
  /**
   * Its name. Default: `'__Host-session'`; with a domain or a path `'__Secure-session'`; over http `'session'`. Over http
   * a name loses its prefix, which browsers take there for a lie.
   */
  readonly name?: string;
  /** The host that gets it, with all hosts below. Default: the host that set it, alone. */
  readonly domain?: string;
  /** The path that gets it, with all below. Default: `'/'`. */
  readonly path?: string;
  /** Whether requests from other sites carry it. `'none'` is `'lax'` over http, where browsers take no other. Default: `'lax'`. */
  readonly sameSite?: 'strict' | 'lax' | 'none';
  /** Whether each site that embeds this one has a cookie of its own (CHIPS). Default: false. */
  readonly partitioned?: boolean;
  /** Whether it is sent over https alone. Default: where the request came over https. */
  readonly secure?: boolean;
  /** Whether it outlasts the browser's being closed, for as long as the session does. Default: true. */
  readonly persistent?: boolean;
  /** Over how many cookies a sealed session may be spread, 1 to 8. Each is up to 4 KiB of every request. Default: 1. */
  readonly chunks?: number;
}

const OPTIONS: readonly (keyof SessionCookieOptions)[] = [
  'name',
  'domain',
  'path',
  'sameSite',
  'partitioned',
  'secure',
  'persistent',
  'chunks',
];

/** How many bytes browsers take of a name and its value together (rfc6265bis §5.6). */
const MOST_BYTES = 4096;
/** How many cookies one session may have. A digit says how many there are. */
const MOST_CHUNKS = 8;

export class SessionCookie {
  readonly name: string;
  readonly #attributes: CookieOptions;
  readonly #persistent: boolean;
  readonly #chunks: number;

  /** @throws {TypeError} for options that are not right, and for those that would have browsers drop the cookie. */
  constructor(options: SessionCookieOptions, secure: boolean) {
    refuseUnknownOptions('sessions', options, OPTIONS, 'cookie.');
    for (const name of ['partitioned', 'secure', 'persistent'] as const) {
      const value: unknown = options[name];
      if (value === undefined || typeof value === 'boolean') continue;
      throw new TypeError(`sessions(): cookie.${name} must be true or false, got ${JSON.stringify(value)}`);
    }
    const { domain, path = '/', sameSite = 'lax', partitioned = false, persistent = true, chunks = 1 } = options;
    if (!Number.isInteger(chunks) || chunks < 1 || chunks > MOST_CHUNKS) {
      throw new TypeError(`sessions(): cookie.chunks must be a whole number from 1 to ${MOST_CHUNKS}, got ${chunks}`);
    }
    this.name = nameOf(options, secure);
    this.#attributes = {
      path,
      secure,
      httpOnly: true,
      sameSite: sameSite === 'none' && !secure ? 'lax' : sameSite,
      ...(domain !== undefined && { domain }),
      ...(partitioned && secure && { partitioned }),
    };
    this.#persistent = persistent;
    this.#chunks = chunks;
    // What browsers would drop without a word is refused when the stack is built.
    formatSetCookie(this.name, '', this.#attributes);
  }

  /** What a `Cookie` field has for it; `undefined` where there is none. */
  read(field: string | undefined): string | undefined {
    if (field === undefined) return undefined;
    const first = valueOf(field, this.name);
    if (first?.[1] !== '~') return first;
    const pieces = [first.slice(2)];
    for (let i = 1; i < Number(first[0]); i++) {
      const piece = valueOf(field, this.#nameOf(i));
      // One session has one spelling: with a sign that no seal has, this is none.
      if (piece === undefined) return first;
      pieces.push(piece);
    }
    return pieces.length > 1 ? pieces.join('') : first;
  }

  /**
   * The fields that set it. `field` is the request's `Cookie`: of what that has, nothing is left.
   * @throws {RangeError} where it does not fit into a cookie, nor into as many as there may be.
   */
  set(value: string, expiresAt: number, field: string | undefined): Header[] {
    const pieces = this.#cut(value);
    const maxAge = Math.max(0, Math.ceil((expiresAt - Date.now()) / 1000));
    const attributes = this.#persistent ? { ...this.#attributes, maxAge } : this.#attributes;
    const fields = pieces.map((piece, at): Header => [
      'Set-Cookie',
      formatSetCookie(this.#nameOf(at), piece, attributes),
    ]);
    return [...fields, ...this.#remove(field, pieces.length)];
  }

  /** The fields that take it away. */
  clear(field: string | undefined): Header[] {
    return this.#remove(field, 0);
  }

  #cut(value: string): string[] {
    // The sign that says how many there are, and the number in the name.
    const most = MOST_BYTES - this.name.length - 4;
    if (value.length <= most) return [value];
    const count = Math.ceil(value.length / most);
    if (count > this.#chunks) {
      throw new RangeError(
        `sessions(): the session takes ${value.length} bytes of cookie, and there is room for ${most * this.#chunks}; ` +
          `keep less in it, allow more with cookie.chunks, or keep sessions in a store on the server`,
      );
    }
    return Array.from(
      { length: count },
      (_, at) => (at === 0 ? `${count}~` : '') + value.slice(at * most, (at + 1) * most),
    );
  }

  #remove(field: string | undefined, from: number): Header[] {
    const cookies = parseCookies(field);
    const fields: Header[] = [];
    for (let i = from; i < MOST_CHUNKS; i++) {
      const name = this.#nameOf(i);
      if (cookies[name] !== undefined) fields.push(['Set-Cookie', deleteCookie(name, this.#attributes)]);
    }
    return fields;
  }

  #nameOf(chunk: number): string {
    return chunk === 0 ? this.name : `${this.name}.${chunk}`;
  }
}

/**
 * The value of one cookie as it stands, the first of its name: ours have nothing to decode. `parseCookies` reads all of them,
 * which is a third of what reading a session takes.
 */
function valueOf(field: string, name: string): string | undefined {
  for (let at = 0; at < field.length;) {
    let end = field.indexOf(';', at);
    if (end < 0) end = field.length;
    while (field[at] === ' ') at++;
    if (field.startsWith(name, at) && field[at + name.length] === '=') return field.slice(at + name.length + 1, end);
    at = end + 1;
  }
  return undefined;
}

function nameOf({ name, domain, path = '/' }: SessionCookieOptions, secure: boolean): string {
  if (!secure) return (name ?? 'session').replace(/^__(?:host-http|host|http|secure)-/i, '');
  return name ?? (domain === undefined && path === '/' ? '__Host-session' : '__Secure-session');
}
