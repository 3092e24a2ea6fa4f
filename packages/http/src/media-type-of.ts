import mime from 'mime';

/** Each extension that was asked for and is known, with its answer: as many as the registry knows, at most. */
const known = new Map<string, string>();

/**
 * The `Content-Type` of a file by the extension of its name: `text/html; charset=utf-8` for `index.html`. `undefined`
 * where there is no extension (`Makefile`, `.profile`) or nobody knows it.
 *
 * A `text` type gets `charset`: UTF-8, unless told otherwise. Types that say so themselves, such as JSON (RFC 8259 §11)
 * and XML, get none.
 */
export function mediaTypeOf(name: string, charset: string = 'utf-8'): string | undefined {
  const extension = extensionOf(name);
  if (extension === '') return undefined;
  const type = known.get(extension) ?? lookUp(extension);
  return type?.startsWith('text/') === true ? `${type}; charset=${charset}` : type;
}

/** What follows the last dot of the last segment, in lower case; `''` where that dot begins or ends it. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const start = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1;
  return dot <= start ? '' : name.slice(dot + 1).toLowerCase();
}

function lookUp(extension: string): string | undefined {
  const type = mime.getType(extension) ?? undefined;
  if (type !== undefined) known.set(extension, type);
  return type;
}
