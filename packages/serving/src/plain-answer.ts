import { status, type HeaderList, type Status } from '@tsgi/contract';

/** An answer that a server gives by itself. */
export interface PlainAnswer {
  readonly status: Status;
  readonly headers: HeaderList;
  /** ASCII text. */
  readonly text: string;
}

/** The server's own answer to what no application has answered. @param reason A sentence for whoever reads it. */
export function plainAnswer(code: number, reason?: string): PlainAnswer {
  const line = status(code);
  const text = toAscii(reason === undefined ? `${line}\n` : `${line}: ${reason}\n`);
  const headers: HeaderList = [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Length', String(text.length)],
  ];
  return { status: line, headers, text };
}

/** The reasons cite RFCs by `§`, which a terminal on the other side may not show. */
function toAscii(text: string): string {
  return text.replaceAll('§', 'section ');
}
