/** Content against the head that announced it, and against the content that a middleware made it from. */

import type { CheckedExchange } from './checked-exchange.ts';
import { Content, isChunk } from './content.ts';

/** Says, before the first chunk, whether the content's fingerprint will be wanted: where a strong `ETag` was passed on. */
export function prepareContent(exchange: CheckedExchange): void {
  const { inner, start } = exchange;
  if (inner?.watched !== true || start.etag === '' || start.etag.startsWith('W/')) return;
  // A 206 has the ETag of the whole, and rightly.
  if (start.etag !== inner.start.etag || start.code !== inner.start.code) return;
  exchange.sameAsInner = true;
  exchange.content.compared = true;
  inner.content.compared = true;
}

/** Checks what has passed so far. */
export function checkSoFar(exchange: CheckedExchange): void {
  const { content, start } = exchange;
  if (start.contentLength < 0 || content.bytes <= start.contentLength || exchange.withoutContent) return;
  exchange.seam.breach(
    lengthRule(exchange),
    `gave ${content.bytes} bytes with a Content-Length of ${start.contentLength}`,
  );
}

/** Checks the whole, when it has passed. */
export function checkWhole(exchange: CheckedExchange): void {
  const { content, inner, seam, start } = exchange;
  if (exchange.withoutContent) return;
  if (content.bytes < start.contentLength) {
    seam.breach(lengthRule(exchange), `gave ${content.bytes} bytes with a Content-Length of ${start.contentLength}`);
  }
  if (!exchange.sameAsInner || inner === undefined) return;
  const before = inner.array === undefined ? inner.content : contentOf(inner.array, true);
  if (!content.same(before)) seam.breach('M5', `passed the ETag ${start.etag} on with other bytes`);
}

/** The content of an array. */
export function contentOf(chunks: readonly unknown[], compared: boolean): Content {
  const content = new Content();
  content.compared = compared;
  for (const chunk of chunks) if (isChunk(chunk)) content.add(chunk);
  return content;
}

/** A middleware that passes a length on and changes the bytes is another bug than one that counts wrongly. */
function lengthRule({ inner, start }: CheckedExchange): 'M4' | 'A15' {
  return inner !== undefined && inner.start.contentLength === start.contentLength ? 'M4' : 'A15';
}
