import type { Body, Chunk } from '@tsgi/contract';

import { checkSoFar, checkWhole, prepareContent } from './check-content.ts';
import { CheckedDisposal } from './checked-disposal.ts';
import type { CheckedExchange } from './checked-exchange.ts';
import { isChunk } from './content.ts';
import { memoryPrint } from './fingerprint.ts';
import { shown } from './seam.ts';

/**
 * Checks a body that is an array: at once, for all of it is there.
 *
 * What is passed on is an array too, so that the server can tell its length: the very same one, or, where it has
 * dispose methods, a copy with checked ones.
 */
export function checkedArray(exchange: CheckedExchange, body: Body & readonly unknown[]): Body {
  exchange.array = body;
  let bytes: Uint8Array[] | undefined;
  for (let i = 0; i < body.length; i++) {
    const chunk: unknown = body[i];
    if (!isChunk(chunk)) exchange.seam.breach('A13', `returned an array with ${shown(chunk)} in it`);
    else if (typeof chunk !== 'string') (bytes ??= []).push(chunk);
  }
  checkContent(exchange, body);
  if (bytes !== undefined) checkUnchanged(exchange, bytes);
  if (body[Symbol.dispose] === undefined && body[Symbol.asyncDispose] === undefined) return body;
  const checked = Array.from(body) as Chunk[];
  const disposal = new CheckedDisposal(exchange, body);
  disposal.attachTo(checked);
  exchange.atEnd(() => disposal.checkEnd());
  return checked;
}

function checkContent(exchange: CheckedExchange, body: readonly unknown[]): void {
  const { content, start } = exchange;
  prepareContent(exchange);
  if (start.contentLength < 0 && !content.compared) return;
  for (const chunk of body) if (isChunk(chunk)) content.add(chunk);
  checkSoFar(exchange);
  checkWhole(exchange);
}

/** The server reads an array when it likes, so that only the end shows whether its bytes were left alone. */
function checkUnchanged(exchange: CheckedExchange, chunks: readonly Uint8Array[]): void {
  const prints = chunks.map((chunk) => memoryPrint(chunk));
  exchange.atEnd(() => {
    if (chunks.some((chunk, index) => memoryPrint(chunk) !== prints[index])) {
      exchange.note('A14', 'wrote to a chunk of its array after it had returned it');
    }
  });
}
