import { plainAnswer } from '@tsgi/serving';

import { dateLine, encodeResponseHead } from './codec/response-head.ts';

/** The whole of an answer after which the connection is closed. */
export function lastAnswer(code: number, reason: string): string {
  const { status, headers, text } = plainAnswer(code, reason);
  return `${encodeResponseHead(status, headers).text}${dateLine()}Connection: close\r\n\r\n${text}`;
}
