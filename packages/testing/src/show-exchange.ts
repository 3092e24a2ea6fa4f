/** A request and its answer as text, for whoever reads of a failure. */

import type { HeaderList } from '@tsgi/contract';

import type { OutgoingRequest } from './transport.ts';

/** An answer, as far as it has arrived. */
export interface ShownAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
  readonly content: Uint8Array;
  readonly ended: boolean;
  /** What was written to `tsgi.errors`. */
  readonly errors: string;
}

export function showExchange({ method, target, headers, content }: OutgoingRequest, answer: ShownAnswer): string {
  const sent = content instanceof Uint8Array ? showContent(content) : content === undefined ? '' : '(streamed)';
  const end = answer.ended ? '' : '\n(the content has not ended)';
  const parts = [
    `${method} ${target}\n${showHeaders(headers)}`,
    sent,
    `${answer.status} ${answer.reason}\n${showHeaders(answer.headers)}`,
    `${showContent(answer.content)}${end}`.trimStart(),
    answer.errors === '' ? '' : `tsgi.errors:\n${answer.errors.trimEnd()}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function showHeaders(headers: HeaderList): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** As text, where it is UTF-8. */
function showContent(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return `(${bytes.byteLength} bytes that are no text)`;
  }
}
