/** `Content-Disposition` (RFC 6266). */

import { create, parse } from 'content-disposition';

import { isToken } from './token.ts';

/** A disposition, taken apart. */
export interface ContentDisposition {
  /** `attachment`, `inline`, `form-data`, …, in lower case. */
  readonly type: string;
  /** The file's name, without any folders; absent where there is none. It is the sender's word: no path to open. */
  readonly filename?: string;
  /** All parameters: names in lower case, values decoded, `filename*` taken before `filename`. It has no prototype. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Options of `formatContentDisposition`. */
export interface FormatContentDispositionOptions {
  /** The name for clients that do not know `filename*`, in ASCII; `false` for none. Default: `?` for what is not ASCII. */
  readonly fallback?: string | false;
}

/** Options of `parseContentDisposition`. */
export interface ParseContentDispositionOptions {
  /** Whether it is a part's of a `multipart/form-data`, in which quotes are escaped as `%22`. Default: false. */
  readonly multipart?: boolean;
}

/**
 * Writes a disposition: `formatContentDisposition('attachment', '€ rates.pdf')` names the file in ASCII, and in
 * `filename*` as it is (RFC 8187).
 * @throws {TypeError} for a type that is no token, or a fallback that is not ASCII.
 */
export function formatContentDisposition(
  type: string,
  filename?: string,
  options?: FormatContentDispositionOptions,
): string {
  // A lone surrogate has no UTF-8: it becomes U+FFFD, as it does wherever text becomes bytes.
  return create(filename?.toWellFormed(), { type, fallback: options?.fallback ?? true });
}

/** Takes a disposition apart. `undefined` where there is none, or it begins with no type. */
export function parseContentDisposition(
  field: string | undefined,
  options?: ParseContentDispositionOptions,
): ContentDisposition | undefined {
  if (field === undefined || field === '') return undefined;
  const { type, parameters } = parse(field, { multipart: options?.multipart ?? false });
  if (!isToken(type)) return undefined;
  const filename = lastSegment(parameters['filename']);
  return { type, parameters, ...(filename !== undefined && { filename }) };
}

/** RFC 6266 §4.3: folders are for the receiver to choose, and `.` and `..` name no file. */
function lastSegment(filename: string | undefined): string | undefined {
  if (filename === undefined) return undefined;
  const segment = filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
  return segment === '' || segment === '.' || segment === '..' ? undefined : segment;
}
