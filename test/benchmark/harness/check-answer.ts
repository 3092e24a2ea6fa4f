// A server that answers wrongly is not measured.

import { connect } from 'node:net';

/**
 * Sends `depth` requests in one write and compares every answer.
 *
 * @throws {Error} when there are not as many answers as requests, or one is not as expected.
 */
export async function checkAnswer(
  port: number,
  request: string,
  depth: number,
  expected: ExpectedAnswer,
): Promise<void> {
  const text = await converse(port, request, depth, expected);
  const answers = text.split(/(?=HTTP\/1\.1 )/);
  if (answers.length !== depth) throw new Error(`${depth} requests got ${answers.length} answers`);
  for (const answer of answers) {
    const [head = '', ...rest] = answer.split('\r\n\r\n');
    const lines = head.toLowerCase().split('\r\n');
    const missing = expected.head.filter((line) => !lines.some((sent) => sent.startsWith(line.toLowerCase())));
    if (missing.length > 0) throw new Error(`no ${missing.join(', ')} in: ${head.replaceAll('\r\n', ' / ')}`);
    if (rest.join('\r\n\r\n') !== expected.body) throw new Error(`another body: ${rest.join('')}`);
  }
}

/** What each answer has to be. */
export interface ExpectedAnswer {
  /** Lines that must be there, in any letter case; `Date:` stands for any date. */
  readonly head: readonly string[];
  readonly body: string;
}

/** Reads until as many bodies have come as requests were sent, or nothing comes any more. */
function converse(port: number, request: string, depth: number, { body }: ExpectedAnswer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request.repeat(depth), 'latin1'));
  socket.setEncoding('utf8');
  socket.on('data', (part) => {
    text += part.toString();
    if (text.split(`\r\n\r\n${body}`).length > depth) socket.destroy();
  });
  socket.setTimeout(2000, () => socket.destroy());
  socket.on('error', reject);
  socket.on('close', () => {
    resolve(text);
  });
  return promise;
}
