import { canonicalPath, type Environ } from '@tsgi/contract';
import { isToken } from '@tsgi/http';

/** What stands in place of what is left out. */
export const REDACTED = '[redacted]';

/** What is left out of a log, in options. */
export interface RedactionOptions {
  /** Whether query strings are logged, the referrer's too. Default: false. */
  readonly query?: boolean;
  /**
   * Paths that hold secrets, such as `'/reset/*'`: a `*` stands for one segment, at the end for all that follows, and
   * is logged as `[redacted]`. Default: none.
   */
  readonly redactPaths?: readonly string[];
  /**
   * Header fields whose values are logged as `[redacted]`, besides `Authorization`, `Cookie`, `Proxy-Authorization` and
   * `Set-Cookie`. Default: none.
   */
  readonly redactHeaders?: readonly string[];
  /** Header fields of those four that are logged all the same where a format names them. Default: none. */
  readonly revealHeaders?: readonly string[];
}

const SECRET_HEADERS = ['authorization', 'cookie', 'proxy-authorization', 'set-cookie'];

/** `RedactionOptions`, checked. */
export class Redaction {
  readonly #query: boolean;
  readonly #paths: readonly (readonly string[])[];
  readonly #headers: ReadonlySet<string>;
  /** `hidesHeader('user-agent')`. */
  readonly hidesUserAgent: boolean;
  readonly #hidesReferrer: boolean;

  /** @throws {TypeError} for an option that is not right. @param caller The function whose options these are. */
  constructor(options: RedactionOptions, caller: string) {
    const { query = false, redactPaths = [], redactHeaders = [], revealHeaders = [] } = options;
    if (typeof query !== 'boolean') throw new TypeError(`${caller}(): query must be a boolean, got ${typeof query}`);
    checkList('redactPaths', redactPaths, caller, isPattern);
    checkList('redactHeaders', redactHeaders, caller, isToken);
    checkList('revealHeaders', revealHeaders, caller, (entry) => SECRET_HEADERS.includes(entry.toLowerCase()));
    this.#query = query;
    this.#paths = redactPaths.map((path) => path.split('/'));
    const revealed = revealHeaders.map((name) => name.toLowerCase());
    const headers = [...SECRET_HEADERS, ...redactHeaders.map((name) => name.toLowerCase())];
    this.#headers = new Set(headers.filter((name) => !revealed.includes(name)));
    this.hidesUserAgent = this.hidesHeader('user-agent');
    this.#hidesReferrer = this.hidesHeader('referer');
  }

  /** Whether the values of the field `name`, in small letters, are left out. */
  hidesHeader(name: string): boolean {
    return this.#headers.has(name);
  }

  /** The path of the request, with what is secret in it left out. */
  path(environ: Environ): string {
    const path = environ.SCRIPT_NAME + environ.PATH_INFO;
    return this.#paths.length === 0 ? path : this.#hidden(path);
  }

  /** The query string, where it is logged. */
  query(environ: Environ): string {
    return this.#query ? environ.QUERY_STRING : '';
  }

  /** The target as it was received; where something in its path is secret, the path without that. */
  target(environ: Environ): string {
    const raw = environ.REQUEST_URI;
    if (raw !== undefined && this.#paths.length === 0) return this.#query ? raw : beforeQuery(raw);
    const path = this.path(environ);
    const query = this.query(environ);
    return query === '' ? path || '*' : `${path}?${query}`;
  }

  /** Where the client came from, as far as it is logged. */
  referrer(url: string): string {
    if (this.#hidesReferrer) return REDACTED;
    const shown = this.#query ? url : beforeQuery(url);
    if (this.#paths.length === 0) return shown;
    const [, origin = '', path = '', query = ''] = /^((?:[a-z][a-z\d+.-]*:\/\/[^/?#]*)?)([^?#]*)(.*)$/is.exec(shown)!;
    const canonical = canonicalPath(path);
    return canonical === undefined ? REDACTED : origin + this.#hidden(canonical) + query;
  }

  #hidden(path: string): string {
    const segments = path.split('/');
    for (const pattern of this.#paths) if (matches(segments, pattern)) return redacted(segments, pattern);
    return path;
  }
}

/** What a router takes for a parameter is refused: here it would be that text, and leave secrets where they are. */
function isPattern(path: string): boolean {
  const [first, ...segments] = path.split('/');
  if (first !== '' || segments.length === 0 || canonicalPath(path) !== path) return false;
  return segments.every((segment) => segment === '*' || !(segment.includes('*') || segment.startsWith(':')));
}

function checkList(name: string, list: unknown, caller: string, isRight: (entry: string) => boolean): void {
  const expected: Readonly<Record<string, string>> = {
    redactPaths: "canonical paths such as '/reset/*', where a * is a whole segment",
    redactHeaders: 'names of header fields',
    revealHeaders: `some of ${SECRET_HEADERS.join(', ')}`,
  };
  if (Array.isArray(list) && list.every((entry) => typeof entry === 'string' && isRight(entry))) return;
  throw new TypeError(`${caller}(): ${name} must be a list of ${expected[name]}, got ${JSON.stringify(list)}`);
}

function matches(segments: readonly string[], pattern: readonly string[]): boolean {
  if (pattern.at(-1) === '*' ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every((part, index) => part === '*' || part === segments[index]);
}

function redacted(segments: readonly string[], pattern: readonly string[]): string {
  return pattern.map((part) => (part === '*' ? REDACTED : part)).join('/');
}

function beforeQuery(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
