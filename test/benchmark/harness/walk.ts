// Asks a server for very many different paths, each once.

import { connect } from 'node:net';
import { AnswerCounter } from './answer-counter.ts';
import { browserRequest } from './browser-request.ts';

const CONNECTIONS = 16;
/** How many requests leave in one write. */
const DEPTH = 16;

/**
 * Gets every path.
 *
 * @throws {Error} when an answer was not 200, or a connection ended.
 */
export async function walk(port: number, paths: readonly string[]): Promise<void> {
  const left = paths.values();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => walkInTurn(port, left)));
}

/** Takes paths for one connection, as long as there are some. */
function walkInTurn(port: number, left: Iterator<string>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const answers = new AnswerCounter();
  let pending = 0;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }, send);
  function send(): void {
    const requests: string[] = [];
    for (let next = left.next(); !next.done; next = left.next()) {
      requests.push(browserRequest(next.value));
      if (requests.length === DEPTH) break;
    }
    pending = requests.length;
    if (pending === 0) {
      resolve();
      socket.destroy();
    } else socket.write(requests.join(''), 'latin1');
  }
  socket.on('data', (bytes) => {
    pending -= answers.take(bytes);
    if (answers.failed > 0) reject(new Error('an answer was not 200'));
    else if (pending === 0) send();
  });
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('the server ended a connection')));
  return promise;
}
