import { plainAnswer } from '@tsgi/serving';

import { dateLine, encodeResponseHead } from './codec/response-head.ts';

/** The whole of an answer after which the connection is closed; without its content where it answers a HEAD. */
export function lastAnswer(code: number, reason: string, ofHead = false): string {
  const { status, headers, text } = plainAnswer(code, reason);
  return `${encodeResponseHead(status, headers).text}${dateLine()}Connection: close\r\n\r\n${ofHead ? '' : text}`;
}
