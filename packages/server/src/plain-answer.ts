import { status } from '@tsgi/contract';

import { dateLine, encodeResponseHead, type ResponseHead } from './codec/response-head.ts';

/** An answer that the server gives by itself. */
export interface PlainAnswer {
  readonly head: ResponseHead;
  /** ASCII text. */
  readonly text: string;
}

/** The server's own answer to what no application has answered. @param reason A sentence for whoever reads it. */
export function plainAnswer(code: number, reason?: string): PlainAnswer {
  const line = status(code);
  const text = toAscii(reason === undefined ? `${line}\n` : `${line}: ${reason}\n`);
  const head = encodeResponseHead(line, [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Length', String(text.length)],
  ]);
  return { head, text };
}

/** The whole of an answer after which the connection is closed. */
export function lastAnswer(code: number, reason: string): string {
  const { head, text } = plainAnswer(code, reason);
  return `${head.text}${dateLine()}Connection: close\r\n\r\n${text}`;
}

/** The reasons cite RFCs by `§`, which a terminal on the other side may not show. */
function toAscii(text: string): string {
  return text.replaceAll('§', 'section ');
}
