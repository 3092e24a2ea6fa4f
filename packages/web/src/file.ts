import { formatContentDisposition, mediaTypeOf } from '@tsgi/http';
import { setHeader, type Application, type Body } from '@tsgi/contract';

import { typedHead, type TypedResponseOptions } from './bytes.ts';

/** Options of `file`. */
export interface FileOptions extends TypedResponseOptions {
  /** Its length in bytes, which then is its `Content-Length`; it must be right. Default: not said. */
  readonly size?: number;
  /** The name under which a browser is to save it. Default: none, and it is shown where it can be. */
  readonly download?: string;
  /** Opens it where the server has no `tsgi.file_wrapper`: on Node, `createReadStream`. Default: that is an error. */
  readonly open?: (path: string) => Body;
}

/**
 * Answers with a file that the program names, in the server's own fastest way (`tsgi.file_wrapper`). `path` is opened
 * as it is: for names that come from a visitor, for ranges and for conditional requests there is `@tsgi/static`. The
 * media type is that of the file's extension, unless told otherwise.
 */
export function file(path: string, options: FileOptions = {}): Application {
  const type = options.type ?? mediaTypeOf(path);
  const head = typedHead({ ...options, ...(type !== undefined && { type }) });
  let { headers } = head;
  if (options.size !== undefined) headers = setHeader(headers, 'Content-Length', String(checkSize(options.size)));
  if (options.download !== undefined) {
    headers = setHeader(headers, 'Content-Disposition', formatContentDisposition('attachment', options.download));
  }
  return function response(environ, startResponse) {
    const open = environ['tsgi.file_wrapper'] ?? options.open;
    if (open === undefined) {
      throw new TypeError('file(): this server has no tsgi.file_wrapper, and there is no option `open` in its place');
    }
    startResponse(head.status, headers);
    // For HEAD no file need be opened.
    return environ.REQUEST_METHOD === 'HEAD' ? [] : open(path);
  };
}

function checkSize(size: number): number {
  if (Number.isSafeInteger(size) && size >= 0) return size;
  throw new TypeError(`file(): size must be a whole number of bytes, got ${size}`);
}
