import { type ByteRange, contentRange } from './byte-range.ts';

/** What stands around the parts of a `multipart/byteranges` (RFC 9110 §14.6). */
export interface MultipartByteranges {
  /** The `Content-Type` of the whole. */
  readonly contentType: string;
  /** The `Content-Length` of the whole: heads, parts and tail. */
  readonly contentLength: number;
  /** What goes before each part, in the order of the ranges. ASCII alone. */
  readonly heads: readonly string[];
  /** What goes after the last. ASCII alone. */
  readonly tail: string;
}

/** Options of `multipartByteranges`. */
export interface MultipartByterangesOptions {
  /** The size of the whole representation. */
  readonly size: number;
  /** What separates the parts, and stands in none of them: 1 to 70 characters, preferably random (RFC 2046 §5.1.1). */
  readonly boundary: string;
  /** The `Content-Type` of each part; absent where it is unknown. */
  readonly contentType?: string | undefined;
}

/**
 * The framing of several ranges in one 206: write `heads[0]`, the bytes of the first range, `heads[1]`, … and `tail`.
 * @throws {TypeError} for a boundary or a content type that cannot stand there, or a range outside of `size`.
 */
export function multipartByteranges(
  ranges: readonly ByteRange[],
  { size, boundary, contentType }: MultipartByterangesOptions,
): MultipartByteranges {
  if (!/^[\w'()+,./:=?-]{1,70}$/.test(boundary)) {
    throw new TypeError(`multipartByteranges(): the boundary cannot be ${JSON.stringify(boundary)}`);
  }
  if (contentType !== undefined && !/^[\t\x20-\x7e]+$/.test(contentType)) {
    throw new TypeError(`multipartByteranges(): the content type cannot be ${JSON.stringify(contentType)}`);
  }
  const type = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  let contentLength = tail.length;
  const heads = ranges.map((range, index) => {
    const lineBreak = index === 0 ? '' : '\r\n';
    const head = `${lineBreak}--${boundary}\r\n${type}Content-Range: ${contentRange(range, size)}\r\n\r\n`;
    contentLength += head.length + range.end - range.start;
    return head;
  });
  return { contentType: `multipart/byteranges; boundary="${boundary}"`, contentLength, heads, tail };
}
